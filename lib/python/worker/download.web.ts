/** Counts what Pyodide downloads, as it travels: Pyodide itself fetches its files, and tells nobody. */
import type { TravelSize } from '../shared/messages.ts'

/** Milliseconds between two reports: a page is drawn no faster. */
const REPORT_INTERVAL = 50

export class Downloads {
  private received = 0
  private reported = 0
  private readonly total: number

  /** `sizes` by file name; files that are not named there are not counted. */
  constructor(
    private readonly sizes: Readonly<Record<string, TravelSize>>,
    private readonly progress: (receivedBytes: number, totalBytes: number) => void,
  ) {
    this.total = Object.values(sizes).reduce((sum, { brotli }) => sum + brotli, 0)
  }

  /** From now on everything that this worker fetches is counted. */
  watchFetch(): void {
    const { fetch } = globalThis
    globalThis.fetch = async (...request) => {
      const response = await fetch(...request)
      const size = this.sizes[response.url.slice(response.url.lastIndexOf('/') + 1)]
      // The browser keeps what it has compiled only for a response as it came from the network: a copy is counted.
      if (size && response.ok) void this.count(response.clone(), size)
      return response
    }
  }

  /** A file that came as a whole: a module. */
  add(name: string): void {
    this.take(this.sizes[name]?.brotli ?? 0)
  }

  /** Counts what comes out of the decompression, scaled to what has travelled. */
  private async count({ body }: Response, { bytes, brotli }: TravelSize): Promise<void> {
    const reader = body?.getReader()
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      this.take((part.value.length * brotli) / bytes)
  }

  private take(bytes: number): void {
    this.received += bytes
    const now = performance.now()
    const isWhole = this.received >= this.total - 1
    if (!isWhole && now - this.reported < REPORT_INTERVAL) return
    this.reported = now
    this.progress(Math.min(this.total, Math.round(this.received)), this.total)
  }
}
