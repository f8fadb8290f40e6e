/** Which sessions to show where not all have room. Pure. */
import type { Condition } from './condition.ts'

/** What asks for the learner comes first. */
const urgency: Record<Condition, number> = {
  waiting: 0,
  failed: 1,
  lost: 2,
  'in-transaction': 3,
  connecting: 4,
  idle: 5,
  closed: 6,
  'not-connected': 7,
}

/** At most `count` of them, in their own order: lines that change places could not be followed. */
export function mostUrgent<View extends { condition: Condition }>(
  sessions: readonly View[],
  count: number,
): View[] {
  const first = sessions.toSorted((a, b) => urgency[a.condition] - urgency[b.condition]).slice(0, count)
  return sessions.filter((view) => first.includes(view))
}
