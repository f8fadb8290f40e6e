/**
 * Asks the server who waits for whom, while somebody might: a moment after a statement has begun, then now and again,
 * and at once when something has happened by which a waiting cell may have been let go. Else it rests.
 */
import type { WaitQuestion } from '../postgres/client/waits.ts'
import type { NotebookEvent } from './events.ts'
import type { NotebookState } from './model.ts'
import type { NotebookObserver } from './observer.ts'

/** In milliseconds: most statements are over by then. A cell that must wait is looked at sooner. */
export const firstLook = 100
const firstLookAtDeclared = 20
export const nextLook = 200

export interface WaitWatchOptions {
  getState: () => NotebookState
  dispatch: (event: NotebookEvent) => void
  observer: NotebookObserver | null
  /** Milliseconds since the epoch. */
  now: () => number
}

export class WaitWatch {
  readonly #question: WaitQuestion
  readonly #options: WaitWatchOptions
  #timer: ReturnType<typeof setTimeout> | undefined
  #asking = false
  #closed = false
  #askedAt = Number.NEGATIVE_INFINITY

  constructor(question: WaitQuestion, options: WaitWatchOptions) {
    this.#question = question
    this.#options = options
  }

  /** To be called when the state has changed. */
  look(): void {
    clearTimeout(this.#timer)
    if (this.#asking || this.#closed) return
    const { getState, now } = this.#options
    const due = nextQuestionAt(getState(), this.#askedAt)
    if (due !== null) this.#timer = setTimeout(() => void this.#ask(), Math.max(0, due - now()))
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    this.#question.close()
  }

  async #ask(): Promise<void> {
    const { getState, dispatch, observer, now } = this.#options
    const { changes } = getState()
    const pids = pidsOf(getState())
    this.#asking = true
    try {
      const waits = await this.#question.ask(pids)
      const at = now()
      const reports = waits.map(({ elapsed, ...wait }) => ({ ...wait, since: at - elapsed }))
      if (this.#closed) return
      observer?.waitsTold(at, waits)
      dispatch({ type: 'waits-told', asOf: changes, at, waits: reports })
    } catch {
      // The server is crashing or ending, and who waits for what will be heard of otherwise; else the next look asks.
    } finally {
      this.#asking = false
      this.#askedAt = now()
      this.look()
    }
  }
}

/**
 * When the server should be asked next, in milliseconds since the epoch; null while nobody can be waiting: nothing
 * runs, or only one backend serves us.
 */
export function nextQuestionAt(state: NotebookState, askedAt: number): number | null {
  const alone = pidsOf(state).length < 2
  const times = Object.values(state.cells).flatMap(({ activity, spec }) => {
    if (activity.kind !== 'running' || (alone && activity.wait === null)) return []
    const { since, wait } = activity
    if (wait !== null && wait.asOf !== state.changes) return askedAt + 1
    const first = since + (spec.waitsFor === null ? firstLook : firstLookAtDeclared)
    return first > askedAt ? first : askedAt + nextLook
  })
  return times.length === 0 ? null : Math.min(...times)
}

/** Of all sessions that are connected, and of Python's connections. */
function pidsOf({ sessions, connections }: NotebookState): number[] {
  return [
    ...Object.values(sessions).flatMap(({ pid }) => pid ?? []),
    ...connections.flatMap(({ open }) => open?.pid ?? []),
  ]
}
