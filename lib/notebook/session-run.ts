/** One run of a cell in its session, told as events: run-started, run-reported as often as it takes, run-ended once. */
import type { StatementId } from '../postgres/client/journal.ts'
import type { Session } from '../postgres/client/session.ts'
import type { NotebookEvent } from './events.ts'
import type { RunRequest } from './model.ts'
import type { NotebookObserver } from './observer.ts'
import { ReportBatch, type Schedule } from './report-batch.ts'
import { inWholeText, textOf } from './run-part.ts'

/** After how many milliseconds a cancel that has not ended the run is repeated. */
const cancelInterval = 200

export interface SessionRunOptions {
  session: Session
  request: RunRequest
  dispatch: (event: NotebookEvent) => void
  observer: NotebookObserver | null
  /** Milliseconds since the epoch. */
  now: () => number
  schedule: Schedule
}

export class SessionRun {
  readonly #options: SessionRunOptions
  readonly #batch: ReportBatch
  #started = false
  /** The first of its statements on the connection of now. */
  #first: StatementId | null = null
  #ended = false
  #cancelling: ReturnType<typeof setInterval> | null = null

  constructor(options: SessionRunOptions) {
    const { cell, ticket } = options.request
    this.#options = options
    this.#batch = new ReportBatch(
      (events) => options.dispatch({ type: 'run-reported', cell, ticket, events }),
      options.schedule,
    )
  }

  /** Settles when the run has ended. */
  async perform(): Promise<void> {
    const { session, request, dispatch, observer, now } = this.#options
    const { cell, ticket, source, part } = request
    const result = await session.run(
      textOf(source, part),
      (events) => {
        this.#start()
        for (const event of events) this.#batch.add(inWholeText(event, part))
      },
      () => this.#connected(),
    )
    this.#ended = true
    const next = session.nextStatement
    if (next) observer?.cellEnded(request.session, cell, next)
    if (this.#cancelling !== null) clearInterval(this.#cancelling)
    this.#start()
    this.#batch.flush()
    dispatch({ type: 'run-ended', cell, ticket, at: now(), result })
  }

  /**
   * Cancels until the run has ended: PostgreSQL ignores a cancel that comes before it has read the statement, so
   * that one pressed just then would do nothing.
   */
  cancel(): void {
    const { session } = this.#options
    if (this.#ended) return
    session.cancel()
    this.#cancelling ??= setInterval(() => session.cancel(), cancelInterval)
  }

  #connected(): void {
    this.#first = this.#options.session.nextStatement
    // It goes on, on another connection.
    if (this.#started) this.#tellFirst()
  }

  #tellFirst(): void {
    const { request, observer } = this.#options
    if (this.#first) observer?.cellStarted(request.session, request.cell, this.#first)
  }

  #start(): void {
    if (this.#started) return
    this.#started = true
    const { session, request, dispatch, now } = this.#options
    const { cell, ticket } = request
    dispatch({ type: 'run-started', cell, ticket, at: now(), status: session.status })
    this.#tellFirst()
  }
}
