/** What a mark opens: one sentence of facts, PostgreSQL's own words beside it, the manual's chapter, and a way on. */
import type { ErrorFields } from '../../postgres/protocol/error-fields.ts'
import type { SessionRef } from './view.ts'

export interface Explanation {
  /** One or two plain sentences: who, which row, which lock, which statement took it, what would free it. */
  sentence: string
  /** PostgreSQL's own error, word for word. */
  said: ErrorFields | null
  /** Process ids that occur in it, by session: "process 22200 is alice, 22201 is bob". Empty where there are none. */
  who: string
  manual: ManualChapter
  offers: readonly Offer[]
}

export interface ManualChapter {
  /** "13.3. Explicit Locking" */
  title: string
  /** https://www.postgresql.org/docs/18/… */
  url: string
}

export type Offer =
  /** Send ROLLBACK in this session. */
  | { kind: 'rollback'; session: SessionRef }
  /** ROLLBACK TO the innermost savepoint, which makes a failed block usable again. */
  | { kind: 'rollback to'; session: SessionRef; savepoint: string }
  /** Cancel what waits. */
  | { kind: 'stop'; session: SessionRef }
  /** Go to the session whose end frees it. */
  | { kind: 'go to'; session: SessionRef; statement: number | null }
  /** Run again from BEGIN: the cells of this transaction, in order; `from` is the statement of BEGIN. */
  | { kind: 'run again'; session: SessionRef; from: number; cells: readonly string[] }
