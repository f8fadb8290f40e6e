/**
 * A spare place for texts that IndexedDB has not acknowledged when the page goes away: localStorage is small, but
 * it writes before the page is gone. Every failure of it is harmless, since it is only the second place.
 */
import { readText, type TextRecord } from './records.ts'

const prefix = 'pg-notebook/'

/** What we use of the browser's Storage. */
export type PlainStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface SpareTexts {
  read(key: string): TextRecord | null
  write(key: string, text: TextRecord): void
  remove(key: string): void
}

/** `open` gives the storage, or throws where the browser refuses it. */
export function spareTexts(open: () => PlainStorage): SpareTexts {
  const attempt = <T>(action: (storage: PlainStorage) => T): T | null => {
    try {
      return action(open())
    } catch {
      return null
    }
  }
  return {
    read: (key) => attempt((storage) => readText(JSON.parse(storage.getItem(prefix + key) ?? 'null'))),
    write: (key, text) => void attempt((storage) => storage.setItem(prefix + key, JSON.stringify(text))),
    remove: (key) => void attempt((storage) => storage.removeItem(prefix + key)),
  }
}
