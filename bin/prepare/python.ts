/**
 * Makes what a Python kernel is started from: Pyodide's own files, our worker and our Python files in public/pyodide; the
 * manifest and the bundle of Node's worker in build/python.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import type { PythonManifest } from '../../lib/python/host/host.ts'
import type { PackedModules } from '../../lib/python/shared/messages.ts'
import { COMPILER, compileLibrary, compileModules } from './compile-python.ts'
import { compressBeside } from './compress-beside.ts'

type Sizes = PythonManifest['sizes']

/** What a page loads of Pyodide; not its index of packages, since none are served. */
const LIBRARY = 'python_stdlib.zip'
const FILES = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', LIBRARY]
/** Below this many bytes a download takes no time worth showing. */
const LARGE = 100_000

/** Quick when nothing has changed. */
export async function preparePython(root: string): Promise<void> {
  const sources = join(root, 'lib', 'python')
  const made = join(root, 'build', 'python')
  const served = join(root, 'public', 'pyodide')
  await mkdir(made, { recursive: true })
  const packageFolder = join(root, 'node_modules', 'pyodide')
  const readJson = async (name: string) => JSON.parse(await readFile(join(packageFolder, name), 'utf8'))
  const { version } = (await readJson('package.json')) as { version: string }
  // Pyodide compares what it says about itself.
  const { info } = (await readJson('pyodide-lock.json')) as { info: object }
  // The folder's name says what is in it, as those of the others do.
  const folder = `${version}-${hashOf(await readFile(COMPILER))}`
  const sizes = await copyPyodide(packageFolder, join(served, folder), join(made, `sizes-${folder}.json`))
  const webWorker = await bundle(join(sources, 'worker', 'worker.web.ts'), {
    platform: 'browser',
    minify: true,
  })
  const nodeWorker = await bundle(join(sources, 'worker', 'worker.node.ts'), {
    platform: 'node',
    target: 'node20.9',
    external: ['pyodide'],
  })
  const manifest: PythonManifest = {
    pyodide: `${folder}/`,
    kernel: await writeHashed(served, 'kernel', 'mjs', webWorker),
    modules: await writeModules(served, await readModules(sources)),
    packageIndex: JSON.stringify({ info, packages: {} }),
    sizes,
  }
  await writeFile(join(made, 'kernel.mjs'), nodeWorker)
  await writeFile(join(made, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const kept = [folder, manifest.kernel, manifest.modules]
  for (const name of await readdir(served))
    if (!kept.includes(name)) await rm(join(served, name), { recursive: true })
}

/** Copies, compiles and compresses; the sizes are kept, which is the sign that all was done. */
async function copyPyodide(source: string, folder: string, sizesFile: string): Promise<Sizes> {
  const kept = await readFile(sizesFile, 'utf8').catch(() => null)
  if (kept !== null && existsSync(folder)) return JSON.parse(kept) as Sizes
  const sizes: Sizes = {}
  await mkdir(folder, { recursive: true })
  for (const name of FILES) {
    const original = await readFile(join(source, name))
    const bytes = name === LIBRARY ? await compileLibrary(original) : original
    const file = join(folder, name)
    await writeFile(file, bytes)
    // A zip does not shrink, and no server sends it compressed.
    const { brotli } = name.endsWith('.zip') ? { brotli: bytes.length } : await compressBeside(file, bytes)
    if (bytes.length > LARGE) sizes[name] = { bytes: bytes.length, brotli }
  }
  await writeFile(sizesFile, JSON.stringify(sizes))
  return sizes
}

async function bundle(entry: string, options: BuildOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({
    target: 'es2022',
    ...options,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  })
  return outputFiles[0]?.contents ?? new Uint8Array(0)
}

/** Our Python files, by their path below site-packages. */
async function readModules(folder: string): Promise<Record<string, string>> {
  const modules: Record<string, string> = {}
  for (const entry of (await readdir(folder, { recursive: true })).sort())
    if (entry.endsWith('.py'))
      modules[entry.replaceAll('\\', '/')] = await readFile(join(folder, entry), 'utf8')
  return modules
}

/** Named by their sources: they are compiled when these have changed. */
async function writeModules(folder: string, sources: Record<string, string>): Promise<string> {
  const file = `modules-${hashOf(JSON.stringify(sources) + (await readFile(COMPILER, 'utf8')))}.json`
  if (existsSync(join(folder, file))) return file
  const packed: PackedModules = { sources, compiled: await compileModules(sources) }
  await writeFile(join(folder, file), JSON.stringify(packed))
  return file
}

/** Name with a hash of the contents, so that it may be kept for ever. */
async function writeHashed(
  folder: string,
  name: string,
  extension: string,
  contents: Uint8Array | string,
): Promise<string> {
  const file = `${name}-${hashOf(contents)}.${extension}`
  await writeFile(join(folder, file), contents)
  return file
}

function hashOf(contents: Uint8Array | string): string {
  return createHash('sha256').update(contents).digest('hex').slice(0, 12)
}
