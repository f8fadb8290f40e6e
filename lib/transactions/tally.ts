/** Rows and objects that are pending: what each session has written in its transaction. */
import { fateOf } from './fate.ts'
import { get, values } from './int-map.ts'
import type { Change, JournalState } from './model.ts'
import type { Point } from './point.ts'

export interface Pending {
  rows: number
  objects: number
  truncated: number
}

export const nothingPending: Pending = { rows: 0, objects: 0, truncated: 0 }

/** By session's index. */
export function pendingBySession(state: JournalState, point: Point): Map<number, Pending> {
  const pending = new Map<number, Pending>()
  for (const change of values(state.changes)) {
    if (change.position > point.position || fateOf(state, change.writer, point) !== 'pending') continue
    const session = sessionOf(state, change)
    if (session !== null) pending.set(session, plus(pending.get(session) ?? nothingPending, change))
  }
  return pending
}

/** Whose transaction wrote it. */
export function sessionOf(state: JournalState, { writer }: Change): number | null {
  const found = get(state.writers, writer)
  const top = found && get(state.writers, found.top)
  return top?.session ?? null
}

function plus(before: Pending, change: Change): Pending {
  switch (change.kind) {
    case 'rows':
      return { ...before, rows: before.rows + change.count }
    case 'object':
      return { ...before, objects: before.objects + 1 }
    case 'truncation':
      return { ...before, truncated: before.truncated + 1 }
    case 'rewrite':
      return before
  }
}
