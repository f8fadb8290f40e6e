/** Entry of the worker that gets the engine's files: the first message says from where. Ends with what it found. */
import manifest from '../../../build/engine/manifest.json'
import { BootError } from '../client/server.ts'
import { downloadEngine } from './download.ts'
import type { EngineFiles } from './host.ts'

export type DownloadReport =
  | { type: 'progress'; receivedBytes: number; totalBytes: number }
  | { type: 'done'; files: EngineFiles }
  | { type: 'failed'; message: string; hint: string }

/** Milliseconds between two reports of progress: a page is drawn no faster. */
const REPORT_INTERVAL = 50

addEventListener('message', ({ data: assets }: MessageEvent<string>) => void download(assets), { once: true })

async function download(assets: string): Promise<void> {
  let reported = 0
  const post = (report: DownloadReport, transfer: Transferable[] = []) => postMessage(report, { transfer })
  try {
    const files = await downloadEngine(assets, manifest, (receivedBytes, totalBytes) => {
      const now = performance.now()
      if (receivedBytes < totalBytes && now - reported < REPORT_INTERVAL) return
      reported = now
      post({ type: 'progress', receivedBytes, totalBytes })
    })
    post({ type: 'done', files }, [files.image.buffer as ArrayBuffer])
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const hint = error instanceof BootError ? error.hint : 'Reload the page.'
    post({ type: 'failed', message, hint })
  }
}
