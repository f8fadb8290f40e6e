/** With which eyes a session looks at a moment: its snapshot where it has one, else a new one. */
import type { JournalState, Session } from './model.ts'
import { type Point, pointOf } from './point.ts'
import { sessionAt } from './session-at.ts'
import { isLasting } from './transitions/spans.ts'
import type { ViewerState } from './views/sight-view.ts'
import type { Eyes } from './visibility.ts'

export interface SessionEyes {
  sees: Exclude<ViewerState, 'committed' | 'no table'>
  /** Null: not known. Of a failed block: what it will see after ROLLBACK. */
  eyes: Eyes | null
  isolation: string | null
  /** The statement with which its snapshot was there first. */
  since: number | null
}

export const committedEyes: Eyes = { own: null, snapshot: null }

export function eyesOf(
  state: JournalState,
  session: Session,
  point: Point = pointOf(state, undefined),
): SessionEyes {
  const { status, transaction, running, span } = sessionAt(state, session, point)
  const own = session.index
  const isolation = transaction?.isolation ?? null
  if (status === 'E') return { sees: 'failed', eyes: committedEyes, isolation, since: null }
  if (status === 'I')
    return { sees: 'next statement', eyes: { own, snapshot: null }, isolation: null, since: null }
  if (transaction === null) return { sees: 'unknown', eyes: null, isolation: null, since: null }
  if (!isLasting(transaction)) {
    return { sees: 'next statement', eyes: { own, snapshot: null }, isolation, since: null }
  }
  const since = span?.snapshot?.at ?? null
  if (transaction.snapshotUnknown) return { sees: 'unknown', eyes: null, isolation, since }
  const { snapshot } = transaction
  if (snapshot !== null) return { sees: 'snapshot', eyes: { own, snapshot }, isolation, since }
  // What runs may be its first query, which has taken a snapshot that will be told at its end.
  if (running !== null) return { sees: 'unknown', eyes: null, isolation, since }
  return { sees: 'would see now', eyes: { own, snapshot: null }, isolation, since }
}
