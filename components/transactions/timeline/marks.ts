/** What can be explained at a statement, and what lies in a lane where no statement stands. Pure. */
import type { TimelineView } from '../../../lib/transactions/views/timeline-view.ts'
import type { Mark } from '../../../lib/transactions/views/view.ts'
import type { Lane } from './lanes.ts'

export interface NamedMark {
  mark: Mark
  /** On a button. */
  words: string
}

/** The first of them says what matters most: a deadlock, a wait that lasts, else the statement itself. */
export function marksOf(view: TimelineView, lanes: readonly Lane[], number: number): NamedMark[] {
  const spans = lanes.flatMap((lane) => lane.spans)
  const tick = lanes.flatMap(({ ticks }) => ticks).find((each) => each.number === number)
  const span = spans.find(({ transaction }) => transaction === tick?.transaction)
  const gaps = lanes.flatMap((lane) => lane.gaps).filter(({ statement }) => statement === number)
  const waits = gaps.map(({ wait }): NamedMark => ({ mark: { kind: 'wait', wait }, words: 'Wait' }))
  const lasts = gaps.some(({ to }) => to === null)
  const deadlocks = view.deadlocks
    .filter(({ victim, edges }) => victim === number || edges.some(({ statement }) => statement === number))
    .map(({ victim }): NamedMark => ({ mark: { kind: 'deadlock', statement: victim }, words: 'Deadlock' }))
  const itself: NamedMark[] = tick
    ? [{ mark: { kind: 'statement', statement: number }, words: 'Statement' }]
    : []
  const snapshot: NamedMark[] =
    tick?.snapshot && span
      ? [{ mark: { kind: 'snapshot', transaction: span.transaction }, words: 'Snapshot' }]
      : []
  const savepoints = spans.flatMap(({ transaction, savepoints: brackets }) =>
    brackets
      .filter(({ from, to }) => from === number || to === number)
      .map(
        ({ savepoint, name }): NamedMark => ({
          mark: { kind: 'savepoint', transaction, savepoint },
          words: name === null ? 'Exception block' : `Savepoint ${name}`,
        }),
      ),
  )
  const whole: NamedMark[] =
    span && !span.single
      ? [{ mark: { kind: 'transaction', transaction: span.transaction }, words: 'Transaction' }]
      : []
  const crashes = view.crashes
    .filter(({ after }) => after === number)
    .map(({ crash }): NamedMark => ({ mark: { kind: 'crash', crash }, words: 'Crash' }))
  const first = lasts ? [...deadlocks, ...waits, ...itself] : [...deadlocks, ...itself, ...waits]
  return [...first, ...snapshot, ...savepoints, ...whole, ...crashes]
}

/** What one has pointed at, in a column of a lane: the statement that it belongs to, and its mark. */
export function markAt(lane: Lane, column: number): { number: number; mark: Mark } | null {
  const gap = lane.gaps.find(
    ({ statement, until, to }) => statement < column && (to === null || until >= column),
  )
  if (gap) return { number: gap.statement, mark: { kind: 'wait', wait: gap.wait } }
  const span = lane.spans.find(
    ({ from, until, to, single }) => !single && from < column && (to === null || until > column),
  )
  if (span) return { number: span.from, mark: { kind: 'transaction', transaction: span.transaction } }
  return null
}
