/**
 * The state of a notebook outside React, in the shape that useSyncExternalStore wants: events go in, effects come
 * out, and listeners are told once all events at hand have been worked off.
 */
import type { NotebookEffect, NotebookEvent } from './events.ts'
import type { NotebookState } from './model.ts'
import { reduce } from './reduce.ts'

export interface StoreOptions {
  initial: NotebookState
  /** Does what the reducer asks for. May dispatch; must not throw. */
  perform: (effect: NotebookEffect, state: NotebookState) => void
  /** Hears of each event that could not apply. */
  onRefused: (event: NotebookEvent, reason: string) => void
}

export class Store {
  readonly #options: StoreOptions
  readonly #listeners = new Set<() => void>()
  readonly #waiting: NotebookEvent[] = []
  #state: NotebookState
  #busy = false

  constructor(options: StoreOptions) {
    this.#options = options
    this.#state = options.initial
  }

  getState = (): NotebookState => this.#state

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Applies the event, and those that its effects lead to. An event dispatched meanwhile waits for its turn. */
  dispatch = (event: NotebookEvent): void => {
    this.#waiting.push(event)
    if (this.#busy) return
    const before = this.#state
    this.#busy = true
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#apply(next)
    } finally {
      this.#busy = false
    }
    if (this.#state !== before) for (const listener of this.#listeners) listener()
  }

  #apply(event: NotebookEvent): void {
    const { state, effects, refused } = reduce(this.#state, event)
    if (refused !== null) this.#options.onRefused(event, refused)
    this.#state = state
    for (const effect of effects) this.#options.perform(effect, state)
  }
}
