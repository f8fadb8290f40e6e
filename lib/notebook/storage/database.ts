/** IndexedDB as far as the notebook needs it: read many, write many at once, and an answer in any case. */
import { createStore, promisifyRequest, type UseStore } from 'idb-keyval'

/** How long a browser may take to answer, in milliseconds. Some never do, when another tab holds the database. */
export const answerLimit = 5000

/** The browser has not answered in `answerLimit`. */
export class NoAnswerError extends Error {
  constructor() {
    super(`the browser's storage has not answered in ${answerLimit / 1000} s`)
    this.name = 'NoAnswerError'
  }
}

/** Answers that a new connection would not change. */
const refusals = new Set(['QuotaExceededError', 'SecurityError'])

/** A flat store of values by key. Both reject with what the browser says, or with a NoAnswerError. */
export interface Database {
  read(keys: readonly string[]): Promise<unknown[]>
  /** All or nothing; null deletes. */
  write(values: ReadonlyMap<string, unknown>): Promise<void>
}

/** Opens nothing yet. A connection that turns out to be dead (iOS closes them, people delete them) is opened anew, once. */
export function openDatabase(name = 'pg-notebook', limit = answerLimit): Database {
  let store: UseStore = (mode, action) => {
    store = createStore(name, 'work')
    return store(mode, action)
  }
  async function twice<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action()
    } catch (error) {
      if (error instanceof Error && refusals.has(error.name)) throw error
      store = createStore(name, 'work')
      return action()
    }
  }
  return {
    read: (keys) =>
      answered(
        limit,
        twice(() =>
          store('readonly', (work) => Promise.all(keys.map((key) => promisifyRequest(work.get(key))))),
        ),
      ),
    write: (values) =>
      answered(
        limit,
        twice(() =>
          store('readwrite', (work) => {
            for (const [key, value] of values) {
              if (value === null) work.delete(key)
              else work.put(value, key)
            }
            return promisifyRequest(work.transaction)
          }),
        ),
      ),
  }
}

async function answered<T>(limit: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError()), limit)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
