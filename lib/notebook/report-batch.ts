/** What a run reports, gathered for a moment: a result of 100,000 rows must not redraw the page at every packet. */
import type { RunEvent } from '../postgres/client/outcome.ts'

/** Calls back once, soon. Returns how to take that back. */
export type Schedule = (action: () => void) => () => void

/** As often as the eye needs it while rows come in: 20 times a second. */
export const everyFiftyMilliseconds: Schedule = (action) => {
  const timer = setTimeout(action, 50)
  return () => clearTimeout(timer)
}

export class ReportBatch {
  readonly #deliver: (events: readonly RunEvent[]) => void
  readonly #schedule: Schedule
  #events: RunEvent[] = []
  #cancel: (() => void) | null = null

  constructor(deliver: (events: readonly RunEvent[]) => void, schedule: Schedule) {
    this.#deliver = deliver
    this.#schedule = schedule
  }

  /** Rows that follow rows are put in one event. */
  add(event: RunEvent): void {
    const last = this.#events.at(-1)
    if (event.type === 'rows' && last?.type === 'rows') for (const row of event.rows) last.rows.push(row)
    else this.#events.push(event.type === 'rows' ? { type: 'rows', rows: [...event.rows] } : event)
    this.#cancel ??= this.#schedule(() => this.flush())
  }

  /** Delivers what has been gathered. */
  flush(): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#events.length === 0) return
    const events = this.#events
    this.#events = []
    this.#deliver(events)
  }
}
