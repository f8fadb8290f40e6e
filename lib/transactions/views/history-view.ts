/** The same as a plain table: for screen readers, for print, for tests. */
import type { Completeness, Fate, SessionRef } from './view.ts'

export interface HistoryOptions {
  at?: number | undefined
  /** The first and last statement; all that are kept where absent. */
  from?: number | undefined
  to?: number | undefined
}

export interface HistoryView {
  at: number | null
  first: number
  last: number
  lines: readonly HistoryLine[]
  completeness: Completeness
}

export interface HistoryLine {
  number: number
  session: SessionRef
  cell: string | null
  count: number | null
  /** First line of the statement; `whole` is all of it. */
  text: string
  whole: string
  /** "UPDATE 1 · stock tea: qty 12 → 9 · pending". Sentences and tags, in order. */
  effects: readonly string[]
  /** Of what it wrote; null where it wrote nothing. */
  fate: Fate | 'mixed' | null
  /** "only alice", "everybody", "nobody", "everybody but bob (snapshot #7)", "unknown"; empty where it wrote nothing. */
  seenBy: string
  future: boolean
}
