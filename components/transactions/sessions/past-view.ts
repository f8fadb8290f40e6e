/** A session as it was, in the shape in which the page shows a session that is. Pure. */
import type { SessionEntry } from '../../../lib/transactions/views/sessions-view.ts'
import type { Condition } from '../../session/condition.ts'
import type { SessionView } from '../../session/session-view.ts'

/** Letter and place stay; what the journal does not say of the past is left out. */
export function pastView(now: SessionView, entry: SessionEntry | undefined): SessionView {
  const words = entry?.label ?? 'not connected yet'
  return {
    ...now,
    role: entry?.role ?? now.role,
    database: entry?.database ?? now.database,
    condition: entry ? conditionOf(entry) : 'not-connected',
    prompt: null,
    short: words,
    long: words,
    reason: '',
    pid: entry?.pid ?? null,
    cell: null,
    waitingSince: null,
    openWork: false,
  }
}

function conditionOf({ state, transaction, ended }: SessionEntry): Condition {
  switch (state) {
    case 'idle':
    case 'failed':
    case 'waiting':
      return state
    case 'in transaction':
      return 'in-transaction'
    case 'running':
      return transaction === null ? 'idle' : 'in-transaction'
    case 'ended':
      return ended === 'closed' ? 'closed' : 'lost'
  }
}
