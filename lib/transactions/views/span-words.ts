/** Transactions in words: how they ended and why. */
import { causeOfError, transactionsOf, writerEnd } from '../fate.ts'
import { get } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { causeText, counted, sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import type { SpanState } from '../transaction-model.ts'
import type { Span } from './timeline-view.ts'
import type { RollbackCause } from './view.ts'

/** Why it was rolled back; null where it was not. A failed block was ended by its error, not by the ROLLBACK after. */
export function spanCause(state: JournalState, span: SpanState): RollbackCause | null {
  const { end } = span
  if (end?.how !== 'rolled back') return null
  if (end.without === 'crash') return { kind: 'crash' }
  if (end.without === 'session') {
    const reason = get(state.sessions, span.session)?.ended?.reason
    return { kind: reason === 'closed' ? 'closed' : 'terminated' }
  }
  const failed = span.failed.at(-1)
  const number = failed?.to === null ? failed.from : end.statement
  const error = number === null ? null : (get(state.statements, number)?.end?.error ?? null)
  if (error === null) return { kind: 'ROLLBACK' }
  return causeOfError(state, span.session, error, end.refused)
}

export function spanState(span: SpanState, point: Point): Span['state'] {
  if (span.end !== null && span.end.by <= point.number) return span.end.how
  const failed = span.failed.findLast(({ by }) => by <= point.number)
  const lasts = failed !== undefined && (failed.to === null || failed.to > point.number)
  return lasts ? 'failed' : 'open'
}

export function spanSentence(state: JournalState, span: SpanState, point: Point): string {
  const { name } = sessionRef(state, span.session)
  const at = span.end?.statement ?? null
  const where = at === null ? '' : ` at #${at}`
  const several = span.single ? severalText(state, span, point) : ''
  if (several !== '') return `#${span.from} by ${name} ran ${several}.`
  switch (spanState(span, point)) {
    case 'open':
      return `${name} has been in a transaction since #${span.from}.`
    case 'failed':
      return `${name}'s transaction of #${span.from} has failed: only ROLLBACK is accepted.`
    case 'prepared':
      return `${name}'s transaction of #${span.from} was prepared${where}: COMMIT PREPARED or ROLLBACK PREPARED ends it.`
    case 'committed':
      return span.single
        ? `#${span.from} by ${name} was a transaction of its own: committed at once.`
        : `${name}'s transaction of #${span.from} was committed${where}.`
    default:
      return `${span.single ? `#${span.from} by ${name}` : `${name}'s transaction of #${span.from}`} was rolled back${where}: ${causeText(spanCause(state, span))}.`
  }
}

/** "3 transactions: 2 committed, 1 rolled back", of CALL or DO with COMMIT or ROLLBACK inside; empty of what had one. */
function severalText(state: JournalState, span: SpanState, point: Point): string {
  const statement = get(state.statements, span.from)
  const writers = statement ? transactionsOf(state, statement) : []
  if (writers.length < 2) return ''
  const how = (which: string) =>
    writers.filter(({ id }) => (writerEnd(state, id, point)?.how ?? 'in progress') === which).length
  const parts = ['committed', 'rolled back', 'in progress'].flatMap((which) =>
    how(which) === 0 ? [] : `${how(which)} ${which}`,
  )
  return `${counted(writers.length, 'transaction')}: ${parts.join(', ')}`
}
