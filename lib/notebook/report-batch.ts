/** What a run reports, gathered for a moment: a result of 100,000 rows must not redraw the page at every packet. */
import type { CellEvent } from './model.ts'

/** Calls back once, soon. Returns how to take that back. */
export type Schedule = (action: () => void) => () => void

/** As often as the eye needs it while rows come in: 20 times a second. */
export const everyFiftyMilliseconds: Schedule = (action) => {
  const timer = setTimeout(action, 50)
  return () => clearTimeout(timer)
}

export class ReportBatch {
  readonly #deliver: (events: readonly CellEvent[]) => void
  readonly #schedule: Schedule
  #events: CellEvent[] = []
  #cancel: (() => void) | null = null

  constructor(deliver: (events: readonly CellEvent[]) => void, schedule: Schedule) {
    this.#deliver = deliver
    this.#schedule = schedule
  }

  /** Rows that follow rows are put in one event, so is text that follows text. */
  add(event: CellEvent): void {
    const last = this.#events.at(-1)
    if (event.type === 'rows' && last?.type === 'rows') for (const row of event.rows) last.rows.push(row)
    else if (event.type === 'more' && last?.type === 'more') last.text += event.text
    else this.#events.push(ownCopy(event))
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

/** What grows here must not be the sender's. */
function ownCopy(event: CellEvent): CellEvent {
  if (event.type === 'rows') return { type: 'rows', rows: [...event.rows] }
  return event.type === 'more' ? { ...event } : event
}
