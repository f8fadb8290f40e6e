/** The first message says how to start; every further one is a query. Answers are rows, or a string that is an error. */
import { PGlite } from '@electric-sql/pglite'

let started: Promise<PGlite> | undefined

addEventListener('message', async ({ data }: MessageEvent<{ snapshot: boolean } | string>) => {
  if (typeof data !== 'string') {
    started = start(data.snapshot)
    return
  }
  try {
    const pglite = await started
    postMessage((await pglite?.query(data))?.rows ?? [])
  } catch (error) {
    postMessage(String(error))
  }
})

/** Fetches as PGlite itself does, only from this site, and all files at once. */
async function start(snapshot: boolean): Promise<PGlite> {
  const [pgliteWasmModule, initdbWasmModule, fsBundle, loadDataDir] = await Promise.all([
    WebAssembly.compileStreaming(fetch('/stock/pglite.wasm')),
    WebAssembly.compileStreaming(fetch('/stock/initdb.wasm')),
    fetch('/stock/pglite.data').then((response) => response.blob()),
    snapshot ? fetch('/stock/cluster.data').then((response) => response.blob()) : undefined,
  ])
  return PGlite.create({
    pgliteWasmModule,
    initdbWasmModule,
    fsBundle,
    ...(loadDataDir ? { loadDataDir: new Blob([loadDataDir], { type: 'application/x-tar' }) } : {}),
  })
}
