/** Ways on: what a learner can do about a failed block, a wait, or a transaction that PostgreSQL refused. */
import { get, values } from '../int-map.ts'
import type { JournalState, WaitState } from '../model.ts'
import { sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import { sessionAt } from '../session-at.ts'
import type { SpanState } from '../transaction-model.ts'
import type { Offer } from './explanation.ts'

/** Codes after which the same transaction may succeed when it is run again (manual, 13.5). */
const repeatable: ReadonlySet<string> = new Set(['40001', '40P01'])

/** ROLLBACK while its block is still failed; then, where it helps, the whole transaction again. */
export function offersForError(state: JournalState, number: number, point: Point): Offer[] {
  const statement = get(state.statements, number)
  const session = statement && get(state.sessions, statement.session)
  if (!statement?.end?.error || !session || point.past || session.ended !== null) return []
  const ref = sessionRef(state, session.index)
  const { status, transaction } = sessionAt(state, session, point)
  const offers: Offer[] = []
  if (status === 'E') {
    offers.push({ kind: 'rollback', session: ref })
    const savepoint = transaction?.savepoints.findLast(({ name }) => name !== null)?.name
    if (savepoint) offers.push({ kind: 'rollback to', session: ref, savepoint })
  }
  const span = statement.span === null ? undefined : get(state.spans, statement.span)
  if (span && repeatable.has(statement.end.error.code)) {
    offers.push({ kind: 'run again', session: ref, from: span.from, cells: cellsOf(state, span) })
  }
  return offers
}

/** Stop it, or go to the session whose end frees it. */
export function offersForWait(state: JournalState, wait: WaitState): Offer[] {
  const goTo = wait.holders.map((holder): Offer => {
    const last = get(state.sessions, holder)
    const number = last ? (get(last.statements, last.statements.size - 1) ?? null) : null
    return { kind: 'go to', session: sessionRef(state, holder), statement: number }
  })
  return [{ kind: 'stop', session: sessionRef(state, wait.session) }, ...goTo]
}

/** In order, each once. */
function cellsOf(state: JournalState, span: SpanState): string[] {
  const session = get(state.sessions, span.session)
  const cells = (session ? values(session.statements) : [])
    .map((number) => get(state.statements, number))
    .filter((statement) => statement?.span === span.id)
    .flatMap((statement) => statement?.cell ?? [])
  return [...new Set(cells)]
}
