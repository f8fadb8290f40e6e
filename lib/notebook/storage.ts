/** What the notebook asks of the place where a learner's work is kept between visits. */
import type { CellRun, KeptSessions } from './model.ts'

/**
 * Whose work it is. The hash of the starter text is part of the key: when an author changes a cell, the learner's
 * old text is not shown in its place, yet it stays where it is.
 */
export interface WorkKey {
  lesson: string
  cell: string
  starterHash: string
}

/** What is kept of one cell; null for what is not. */
export interface KeptWork {
  source: string | null
  run: CellRun | null
}

/**
 * A place for texts and runs. Saving is asked for and done soon (a text within 500 ms); nothing here throws or
 * rejects. While it cannot keep what it is given it holds that in memory, and says so in `problem`.
 */
export interface NotebookStorage {
  /** One answer for each key, in order. What is saved before this has settled is written after it. */
  load(keys: readonly WorkKey[]): Promise<readonly KeptWork[]>
  saveSource(key: WorkKey, source: string): void
  /** Null: there is no run to keep any more. */
  saveRun(key: WorkKey, run: CellRun | null): void
  loadSessions(lesson: string): Promise<KeptSessions>
  saveSessions(lesson: string, sessions: KeptSessions): void
  /** Calls back when another tab has written work of this lesson over. Returns how to stop listening. */
  onOtherTab(lesson: string, listener: () => void): () => void
  /** Null while work is kept; else one sentence for the learner: what it means, and what helps. */
  readonly problem: string | null
  /** Called with each new value of `problem`. Returns how to stop listening. */
  onProblem(listener: (problem: string | null) => void): () => void
  /** Writes now what is due soon. Settles when that has been tried. */
  flush(): Promise<void>
}
