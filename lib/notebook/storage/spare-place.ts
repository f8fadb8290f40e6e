/**
 * A spare place for work that IndexedDB has not acknowledged when the page goes away: localStorage is small, but it
 * writes before the page is gone. Every failure of it is harmless, since it is only the second place.
 */

const prefix = 'pg-notebook/'

/** What we use of the browser's Storage. */
export type PlainStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface SparePlace<Value> {
  read(key: string): Value | null
  write(key: string, value: Value): void
  remove(key: string): void
}

/** `open` gives the storage, or throws where the browser refuses it; `valid` is the value, if it is one. */
export function sparePlace<Value>(
  open: () => PlainStorage,
  valid: (value: unknown) => Value | null,
): SparePlace<Value> {
  const attempt = <T>(action: (storage: PlainStorage) => T): T | null => {
    try {
      return action(open())
    } catch {
      return null
    }
  }
  return {
    read: (key) => attempt((storage) => valid(JSON.parse(storage.getItem(prefix + key) ?? 'null'))),
    write: (key, value) => void attempt((storage) => storage.setItem(prefix + key, JSON.stringify(value))),
    remove: (key) => void attempt((storage) => storage.removeItem(prefix + key)),
  }
}
