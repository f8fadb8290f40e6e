/**
 * Watches a notebook run a lesson: until nothing happens any more, a cell takes too long or asks for an answer; and whom its
 * cells free.
 */
import type { CellState, NotebookState } from '../../lib/notebook/model.ts'
import { isActive } from '../../lib/notebook/queue.ts'
import type { Notebook } from '../../lib/notebook/runner.ts'
import { isAtRest, standing } from '../../lib/notebook/schedule.ts'
import { inputOf, missedFree, waitOfSession } from '../../lib/notebook/select-sessions.ts'

/** When a cell had ended that must free a session: this one went on waiting for it, or had not waited for it. */
export type FreedNobody = 'still waits' | 'did not wait'

export class LessonWatch {
  /** Settles when nothing will happen by itself any more, or when a cell has taken too long or asks. */
  readonly over: Promise<void>
  /** Id of the cell that took too long. */
  tooLong: string | null = null
  /** By id of the cell, as soon as it is known; null for one that freed whom it must. */
  readonly freedNobody = new Map<string, FreedNobody | null>()
  readonly #notebook: Notebook
  readonly #limit: number
  /** Of the cells that should end or be blocked now. */
  readonly #timers = new Map<string, NodeJS.Timeout>()
  /** Cells that must free a session and have ended, with the execution count that came next. */
  readonly #ended = new Map<string, number>()
  #settle: () => void = () => {}

  /** To be made before the notebook is told to run. */
  constructor(notebook: Notebook, limitSeconds: number) {
    this.#notebook = notebook
    this.#limit = limitSeconds * 1000
    const stop = notebook.subscribe(() => this.#look())
    this.over = new Promise<void>((resolve) => {
      this.#settle = resolve
    }).finally(() => {
      stop()
      for (const timer of this.#timers.values()) clearTimeout(timer)
    })
  }

  #look(): void {
    const state = this.#notebook.getState()
    const over = isAtRest(state) || state.order.some((id) => inputOf(state, id))
    for (const [id, cell] of Object.entries(state.cells)) {
      this.#time(id, isActive(cell) && standing(state, cell) === 'moves')
      if (cell.spec.frees !== null) this.#lookForFreed(id, cell, cell.spec.frees, state, over)
    }
    if (over) this.#settle()
  }

  /** A cell that waits has time: what counts is how long the others take. */
  #time(id: string, moves: boolean): void {
    const timer = this.#timers.get(id)
    if (moves === (timer !== undefined)) return
    if (moves)
      this.#timers.set(
        id,
        setTimeout(() => this.#giveUp(id), this.#limit),
      )
    else {
      clearTimeout(timer)
      this.#timers.delete(id)
    }
  }

  #giveUp(id: string): void {
    this.tooLong = id
    this.#settle()
  }

  /** The schedule starts the next cell when it is known who goes on after this one. */
  #lookForFreed(id: string, cell: CellState, freed: string, state: NotebookState, over: boolean): void {
    if (!cell.run?.result || this.freedNobody.has(id)) return
    const next = this.#ended.get(id)
    if (next === undefined) this.#ended.set(id, state.nextCount)
    const known = over || (next !== undefined && state.nextCount !== next)
    if (!known) return
    const waits = waitOfSession(state, freed)?.for.includes(cell.run.session) ?? false
    const how = waits ? 'still waits' : 'did not wait'
    this.freedNobody.set(id, missedFree(state, id) ? how : null)
  }
}
