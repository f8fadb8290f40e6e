/** Entry of a backend's worker thread in Node; bundled by `bin/prepare`, since worker threads run no TypeScript. */
import { parentPort } from 'node:worker_threads'
import type { BackendInit, BackendReport } from './messages.ts'
import { runBackend } from './run.ts'

parentPort?.once('message', (init: BackendInit) => {
  void runBackend(init, (report: BackendReport) => parentPort?.postMessage(report))
})
