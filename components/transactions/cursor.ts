/**
 * The panel's one cursor, which joins a statement's cell, its tick, and its rows: which statement is chosen, and whether
 * one looks back. Knows nothing of React.
 */

export interface CursorState {
  /** Number of the statement that is chosen; null: none. */
  selected: number | null
  /** The panel shows what was so after this statement; null: what is so now. */
  at: number | null
}

export class Cursor {
  readonly #newest: () => number
  readonly #listeners = new Set<() => void>()
  #state: CursorState = { selected: null, at: null }

  /** `newest` is the number of the last statement that has begun: what was so after it is so now. */
  constructor(newest: () => number) {
    this.#newest = newest
  }

  getState = (): CursorState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Chooses a statement without leaving the moment that is shown. Null chooses none. */
  select(number: number | null): void {
    this.#set({ ...this.#state, selected: number })
  }

  /** Shows what was so after this statement, which is chosen with it. */
  lookBack(number: number): void {
    this.#set({ selected: number, at: number < this.#newest() ? number : null })
  }

  /** Shows what is so now. What was chosen stays so. */
  toNow(): void {
    this.#set({ ...this.#state, at: null })
  }

  /** Of another server: no number means anything any more. */
  reset(): void {
    this.#set({ selected: null, at: null })
  }

  #set(next: CursorState): void {
    if (next.selected === this.#state.selected && next.at === this.#state.at) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}
