/**
 * One server after another: at most one lives. A notebook starts its server late, restarts it, and loses it to a
 * crash; whatever an earlier one still says is not passed on.
 */
import { BootError, type BootProgress, type Server } from '../postgres/client/server.ts'
import type { ServerState } from './model.ts'

export interface ServerLifeOptions {
  startServer: () => Server
  /** Hears how the server of now is. */
  onChange: (state: ServerState) => void
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
    server.onCrash(({ message }) => {
      if (!now()) return
      void this.end()
      const [reason] = message.split('\n')
      this.#options.onChange({
        kind: 'failed',
        message: `PostgreSQL has crashed: ${reason}`,
        hint: crashHint,
      })
    })
    server.ready.then(
      () => now() && this.#options.onChange({ kind: 'ready' }),
      (error: unknown) => {
        if (!now()) return
        void this.end()
        this.#tellFailure(error)
      },
    )
  }

  #tellFailure(error: unknown): void {
    this.#options.onChange({ kind: 'failed', ...failure(error) })
  }
}

/** The page shows stages, and megabytes with one decimal. */
function worthTelling(progress: BootProgress, told: BootProgress | null): boolean {
  return progress.stage !== told?.stage || progress.receivedBytes - told.receivedBytes >= 100_000
}

const crashHint =
  'Its tables are gone, your text is kept: the next cell that you run is the first on a fresh server.'

function failure(error: unknown): { message: string; hint: string } {
  if (error instanceof BootError) return { message: error.message, hint: error.hint }
  const message = error instanceof Error ? error.message : String(error)
  return {
    message: `could not start PostgreSQL: ${message}`,
    hint: 'Run a cell to try again, or reload the page.',
  }
}
