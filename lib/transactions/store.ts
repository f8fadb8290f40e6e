/**
 * The journal outside React, in the shape that useSyncExternalStore wants: facts go in, listeners are told once for all
 * that came together. It keeps the facts, up to a limit, so that they can be saved and played again.
 */
import type { Fact, SavedFacts } from './facts.ts'
import { initialState } from './initial-state.ts'
import { keptFacts } from './limits.ts'
import type { JournalState } from './model.ts'
import { replay } from './reduce.ts'

export class TransactionStore {
  readonly #listeners = new Set<() => void>()
  readonly #limit: number
  #state: JournalState = initialState
  #facts: Fact[] = []
  #dropped = 0

  constructor(limit: number = keptFacts) {
    this.#limit = limit
  }

  getState = (): JournalState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Facts in their order. A restart of the server forgets those before it. */
  append = (facts: readonly Fact[]): void => {
    const before = this.#state
    this.#state = replay(facts, before)
    for (const fact of facts) this.#keep(fact)
    if (this.#state !== before) for (const listener of this.#listeners) listener()
  }

  saved = (): SavedFacts => ({ version: 1, dropped: this.#dropped, facts: [...this.#facts] })

  #keep(fact: Fact): void {
    if (fact.type === 'server-restarted') {
      this.#facts = []
      this.#dropped = 0
    }
    this.#facts.push(fact)
    if (this.#facts.length <= this.#limit) return
    // Half at once, so that it need not be done for each fact.
    const over = Math.ceil(this.#limit / 2)
    this.#facts = this.#facts.slice(over)
    this.#dropped += over
  }
}
