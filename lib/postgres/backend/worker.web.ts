/** Entry of a backend's Web Worker: the first message is everything that it needs. */
import type { BackendInit, BackendReport } from './messages.ts'
import { runBackend } from './run.ts'

addEventListener(
  'message',
  (event: MessageEvent<BackendInit>) => {
    void runBackend(event.data, (report: BackendReport) => postMessage(report))
  },
  { once: true },
)
