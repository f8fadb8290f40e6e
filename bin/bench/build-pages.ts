/** Builds the site of the bench: one page for our server, one for stock PGlite, one for Python, and the files that they start from. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { compressSite } from '../export/compress.ts'
import { snapshotTar } from './snapshot-tar.ts'

const pageNames = ['ours', 'stock', 'python']

/** Makes the site in `folder`, compressed as the real one is. */
export async function buildPages(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'stock'), { recursive: true })
  const pages = join(root, 'bin', 'bench', 'pages')
  await Promise.all([
    bundle({
      entryPoints: pageNames.map((name) => join(pages, `${name}.ts`)),
      ...{ format: 'esm', outdir: folder },
    }),
    bundle({ entryPoints: [join(pages, 'stock-worker.ts')], format: 'iife', outdir: folder }),
    bundleServerWorkers(root, folder),
    ...['engine', 'pyodide'].map((name) =>
      cp(join(root, 'public', name), join(folder, name), { recursive: true }),
    ),
    copyStock(root, join(folder, 'stock')),
    ...pageNames.map((name) => writeFile(join(folder, `${name}.html`), page(name))),
  ])
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.includes('.'))
  await compressSite(folder, files, join(root, 'build', 'compressed'))
}

async function copyStock(root: string, folder: string): Promise<void> {
  const dist = join(root, 'node_modules', '@electric-sql', 'pglite', 'dist')
  for (const name of ['pglite.wasm', 'pglite.data', 'initdb.wasm'])
    await cp(join(dist, name), join(folder, name))
  await writeFile(join(folder, 'cluster.data'), await snapshotTar(root))
}

/** The workers of our server in a page, each where the bundle of the page looks for it. */
export async function bundleServerWorkers(root: string, folder: string): Promise<void> {
  const postgres = join(root, 'lib', 'postgres')
  const workers = [join(postgres, 'backend', 'worker.web.ts'), join(postgres, 'host', 'download.web.ts')]
  await bundle({ entryPoints: workers, format: 'iife', outdir: folder, entryNames: '[name]' })
}

/** Bundles for a page (esm) or a worker (iife) what imports our server or PGlite. */
export async function bundle(options: BuildOptions): Promise<void> {
  await build({
    bundle: true,
    minify: true,
    target: 'es2022',
    logLevel: 'error',
    define: options.format === 'iife' ? { 'import.meta.url': 'self.location.href' } : {},
    plugins: [withoutNode, workersByAddress],
    ...options,
  })
}

/** PGlite imports Node's modules where it runs in Node. */
const withoutNode: Plugin = {
  name: 'without-node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:.*|fs|fs\/promises|path|module|url|crypto)$/ }, ({ path }) => ({
      path,
      namespace: 'without-node',
    }))
    onLoad({ filter: /.*/, namespace: 'without-node' }, () => ({ contents: 'module.exports = {}' }))
  },
}

/** The page's host names its workers by their sources, for Next to bundle; here each is a file of its own. */
const workersByAddress: Plugin = {
  name: 'workers-by-address',
  setup({ onLoad }) {
    onLoad({ filter: /postgres[\\/]host[\\/]web\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace(
        /new URL\('(?:[^']*\/)?([\w.]+)\.ts', import\.meta\.url\)/g,
        (_, name: string) => `'/${name}.js'`,
      )
      if (contents === source) throw new Error(`${path} no longer names its workers as the bench expects`)
      return { contents, loader: 'ts' }
    })
  },
}

function page(name: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,"><script type="module" src="/${name}.js"></script>\n`
}
