/**
 * The journal of a notebook's server for the components: facts go in, the state of lib/transactions comes out, in the
 * shape that useSyncExternalStore wants. What makes the state of the facts is loaded when the first fact comes.
 */

import type { Journal, RowChange } from '../../lib/postgres/client/journal.ts'
import type { Fact } from '../../lib/transactions/facts.ts'
import { initialState } from '../../lib/transactions/initial-state.ts'
import type { JournalState } from '../../lib/transactions/model.ts'
import { part } from '../primitives/parts-of-the-page.ts'

const loadModel = part(() => import('../../lib/transactions/reduce.ts'))

type Reduce = (facts: readonly Fact[], from: JournalState) => JournalState

export class JournalStore {
  readonly #listeners = new Set<() => void>()
  #state: JournalState = initialState
  #replay: Reduce | null = null
  /** Facts that came before there was something to take them. */
  #waiting: Fact[] | null = null
  #source: Journal | null = null
  #stop: () => void = () => {}

  getState = (): JournalState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Whether the server of now keeps a journal at all. */
  get isKept(): boolean {
    return this.#source !== null
  }

  /** What follows is told by this server; null: it keeps no journal. */
  follow(source: Journal | null): void {
    this.#stop()
    this.#source = source
    this.#stop = source?.subscribe((facts) => this.tell(facts)) ?? (() => {})
  }

  /** Takes facts in, in order. */
  tell(facts: readonly Fact[]): void {
    if (facts.length === 0) return
    if (this.#replay) this.#take(this.#replay, facts)
    else if (this.#waiting) this.#waiting.push(...facts)
    else {
      this.#waiting = [...facts]
      void this.#load()
    }
  }

  /**
   * Rows of a batch, from the given one on (zero-based); fewer than `count` at its end. Rejects with an Error that says
   * so when they are no longer kept.
   */
  async rows(batch: number, from: number, count: number): Promise<readonly RowChange[]> {
    if (!this.#source) throw new Error('these rows are no longer kept: their server has ended')
    return this.#source.rows(batch, from, count)
  }

  close(): void {
    this.#stop()
    this.#listeners.clear()
  }

  async #load(): Promise<void> {
    const { replay } = await loadModel()
    this.#replay = replay
    const waiting = this.#waiting ?? []
    this.#waiting = null
    this.#take(replay, waiting)
  }

  #take(replay: Reduce, facts: readonly Fact[]): void {
    const before = this.#state
    this.#state = replay(facts, before)
    if (this.#state !== before) for (const listener of this.#listeners) listener()
  }
}
