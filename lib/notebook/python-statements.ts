/**
 * Tells an observer whose statements Python's connections run: those of the cell that runs. Between cells they run none,
 * so the next cell's beginning ends what was the last one's.
 */
import type { NotebookState } from './model.ts'
import type { NotebookObserver } from './observer.ts'

export class PythonStatements {
  readonly #getState: () => NotebookState
  readonly #observer: NotebookObserver | null
  #cell: string | null = null
  /** Ids of the connections of which it has been told that they run the cell's statements. */
  readonly #told = new Set<number>()

  constructor(getState: () => NotebookState, observer: NotebookObserver | null) {
    this.#getState = getState
    this.#observer = observer
  }

  /** To be called before the cell is run. */
  cellStarts(cell: string): void {
    this.#cell = cell
    this.#told.clear()
    this.look()
  }

  /** To be called when connections have come, or have other names. */
  look(): void {
    for (const { name, open } of this.#getState().connections) {
      if (this.#cell === null || open?.pid == null || this.#told.has(open.id)) continue
      this.#told.add(open.id)
      this.#observer?.cellStarted(name, this.#cell, { pid: open.pid, ordinal: open.ordinal })
    }
  }
}
