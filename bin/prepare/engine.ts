/**
 * Makes what a server starts from, out of the released package: the patched module, PostgreSQL's own files and the
 * snapshot in public/engine; the manifest and the bundle of Node's backend worker in build/engine.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { EngineFile, EngineManifest } from '../../lib/postgres/host/host.ts'
import { patchModule } from '../../lib/postgres/patch/patch.ts'
import { compressBeside } from './compress-beside.ts'
import { makeSnapshot } from './snapshot.ts'

/** What the engine's files depend on, besides the package. */
const SOURCES = [
  'lib/postgres/patch',
  'lib/postgres/files',
  'bin/prepare/engine.ts',
  'bin/prepare/snapshot.ts',
]

/** Quick when nothing has changed. */
export async function prepareEngine(root: string): Promise<void> {
  const build = join(root, 'build', 'engine')
  const files = join(root, 'public', 'engine')
  await mkdir(build, { recursive: true })
  await bundleWorker(root)
  const packageFolder = join(root, 'node_modules', '@electric-sql', 'pglite')
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  const stamp = await digest(root, version)
  if ((await readFile(join(build, 'stamp'), 'utf8').catch(() => '')) === stamp) return
  await rm(files, { recursive: true, force: true })
  await mkdir(files, { recursive: true })
  const { bytes, errnoAddress, variables } = patchModule(
    await readFile(join(packageFolder, 'dist', 'pglite.wasm')),
  )
  const manifest: EngineManifest = {
    version,
    errnoAddress,
    variables,
    files: {
      module: await writeEngineFile(files, 'postgres', 'wasm', bytes),
      data: await writeEngineFile(
        files,
        'postgres',
        'data',
        await readFile(join(packageFolder, 'dist', 'pglite.data')),
      ),
      image: await writeEngineFile(files, 'cluster', 'data', await makeSnapshot()),
    },
  }
  await writeFile(join(build, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await writeFile(join(build, 'stamp'), stamp)
}

/** Also compressed, since the page shows how much travels; a static server may send these as they are. */
async function writeEngineFile(
  folder: string,
  name: string,
  extension: string,
  bytes: Uint8Array,
): Promise<EngineFile> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const file = `${name}-${hash}.${extension}`
  await writeFile(join(folder, file), bytes)
  return { name: file, bytes: bytes.length, ...(await compressBeside(join(folder, file), bytes)) }
}

async function bundleWorker(root: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'lib', 'postgres', 'backend', 'worker.node.ts')],
    outfile: join(root, 'build', 'engine', 'backend.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.9',
    logLevel: 'warning',
  })
}

async function digest(root: string, version: string): Promise<string> {
  const hash = createHash('sha256').update(version)
  for (const source of SOURCES) {
    const path = join(root, source)
    const names = source.endsWith('.ts') ? [''] : (await readdir(path)).sort()
    for (const name of names) hash.update(await readFile(join(path, name)))
  }
  return hash.digest('hex')
}
