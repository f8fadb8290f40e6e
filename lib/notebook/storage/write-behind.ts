/** Values on their way to storage: the newest for each key, held until the storage has acknowledged it. */
import type { Database } from './database.ts'

/** From a change to its writing, in milliseconds: with the writing itself, well below the promised 500. */
export const writeDelay = 200

/** Hears of each attempt to write. */
export interface Attempts<Value> {
  written(values: ReadonlyMap<string, Value | null>): void
  /** `error` is what the storage has said. */
  failed(error: unknown): void
}

export class WriteBehind<Value> {
  readonly #database: Pick<Database, 'write'>
  readonly #attempts: Attempts<Value>
  readonly #delay: number
  readonly #unwritten = new Map<string, Value | null>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(database: Pick<Database, 'write'>, attempts: Attempts<Value>, delay = writeDelay) {
    this.#database = database
    this.#attempts = attempts
    this.#delay = delay
  }

  /** What has not been acknowledged. Null stands for a value to be deleted. */
  get unwritten(): ReadonlyMap<string, Value | null> {
    return this.#unwritten
  }

  /** Holds the value and writes it soon. A timer that runs is not put off, or a quick typist would never be saved. */
  save(key: string, value: Value | null): void {
    this.#unwritten.set(key, value)
    this.#timer ??= setTimeout(() => void this.flush(), this.#delay)
  }

  /** Writes what is held, after what is being written. A failure leaves it held, for the next attempt. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    if (this.#unwritten.size === 0) return
    const values = new Map(this.#unwritten)
    try {
      await this.#database.write(values)
    } catch (error) {
      this.#attempts.failed(error)
      return
    }
    for (const [key, value] of values) {
      if (this.#unwritten.get(key) === value) this.#unwritten.delete(key)
    }
    this.#attempts.written(values)
  }
}
