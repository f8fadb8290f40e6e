/**
 * One server after another: at most one lives. A notebook starts its server late and restarts it; a server outlives
 * its crashes. Whatever an earlier one still says is not passed on.
 */
import { BootError, type BootProgress, type Server } from '../postgres/client/server.ts'
import type { ServerState } from './model.ts'

export interface ServerLifeOptions {
  startServer: () => Server
  /** Hears how the server of now is. */
  onChange: (state: ServerState) => void
  /** PostgreSQL has crashed, and recovers by itself. */
  onCrash: (message: string) => void
  /** It has: what was committed is there. */
  onRecovered: () => void
}

export class ServerLife {
  readonly #options: ServerLifeOptions
  #server: Server | null = null
  /** Settles when the servers before are gone: two at once would need the memory of both. */
  #before: Promise<void> = Promise.resolve()
  /** Grows with each start and each end, so that a start which has been overtaken is known. */
  #turn = 0

  constructor(options: ServerLifeOptions) {
    this.#options = options
  }

  /** The server of now; null while there is none. */
  get server(): Server | null {
    return this.#server
  }

  /** Ends the server of now, if there is one, and starts the next. */
  async start(): Promise<void> {
    const gone = this.end()
    const turn = this.#turn
    await gone
    if (turn !== this.#turn) return
    try {
      this.#server = this.#options.startServer()
    } catch (error) {
      this.#tellFailure(error)
      return
    }
    this.#listen(this.#server)
  }

  /** Ends the server of now. Settles when it, and those before it, are gone. */
  end(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.#turn += 1
    if (server) {
      const gone = this.#before.then(() => server.stop({ immediate: true }))
      this.#before = gone.catch(() => {})
    }
    return this.#before
  }

  #listen(server: Server): void {
    const now = () => this.#server === server
    let told: BootProgress | null = null
    server.onProgress((progress) => {
      if (!now() || progress.stage === 'ready' || !worthTelling(progress, told)) return
      told = progress
      this.#options.onChange({ ...progress, kind: 'booting', stage: progress.stage })
    })
    server.onCrash(({ message, recovered }) => {
      if (!now()) return
      this.#options.onCrash(message.split('\n')[0] ?? '')
      recovered.then(
        () => now() && this.#options.onRecovered(),
        (error: unknown) => now() && this.#giveUp(error),
      )
    })
    server.ready.then(
      () => now() && this.#options.onChange({ kind: 'ready' }),
      (error: unknown) => now() && this.#giveUp(error),
    )
  }

  #giveUp(error: unknown): void {
    void this.end()
    this.#tellFailure(error)
  }

  #tellFailure(error: unknown): void {
    this.#options.onChange({ kind: 'failed', ...failure(error) })
  }
}

/** The page shows stages, and megabytes with one decimal. */
function worthTelling(progress: BootProgress, told: BootProgress | null): boolean {
  return progress.stage !== told?.stage || progress.receivedBytes - told.receivedBytes >= 100_000
}

function failure(error: unknown): { message: string; hint: string } {
  if (error instanceof BootError) return { message: error.message, hint: error.hint }
  const message = error instanceof Error ? error.message : String(error)
  return {
    message: `could not start PostgreSQL: ${message}`,
    hint: 'Run a cell to try again, or reload the page.',
  }
}
