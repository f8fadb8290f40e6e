/** Transactions as spans of the timeline, with their savepoints as brackets. */
import { get } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import type { Point } from '../point.ts'
import type { Bracket, SpanState } from '../transaction-model.ts'
import { spanCause, spanSentence, spanState } from './span-words.ts'
import type { SavepointBracket, Span } from './timeline-view.ts'

export function spanOf(state: JournalState, span: SpanState, point: Point): Span {
  const ended = span.end !== null && span.end.by <= point.number ? span.end : null
  const until = ended?.by ?? point.number
  const known = { ...span, end: ended }
  const failed = span.failed
    .filter(({ by }) => by <= point.number)
    .map(({ from, to }) => ({
      from,
      until: to !== null && to <= until ? to : until,
      lasts: to === null || to > until,
    }))
  const last = failed.at(-1)
  return {
    transaction: span.id,
    from: span.from,
    to: ended?.statement ?? null,
    until,
    single: span.single,
    state: spanState(known, point),
    cause: spanCause(state, known),
    failedFrom: last?.lasts ? last.from : null,
    failed: failed.map(({ from, until }) => ({ from, until })),
    isolation: span.isolation,
    xid: span.xid ?? singleXid(state, span),
    snapshotAt: span.snapshot !== null && span.snapshot.by <= point.number ? span.snapshot.at : null,
    savepoints: span.savepoints.flatMap((bracket, index) => bracketOf(bracket, index, until, point) ?? []),
    sentence: spanSentence(state, known, point),
  }
}

function bracketOf(bracket: Bracket, index: number, until: number, point: Point): SavepointBracket | null {
  if (bracket.from > point.number) return null
  const over = bracket.by !== null && bracket.by <= point.number
  return {
    savepoint: index,
    name: bracket.name,
    level: bracket.level,
    from: bracket.from,
    to: over ? bracket.to : null,
    until: over ? (bracket.to ?? until) : until,
    state: over ? bracket.state : 'open',
  }
}

/** A statement of its own has told none: the WAL has, if it wrote. */
function singleXid(state: JournalState, span: SpanState): number | null {
  const statement = span.single ? get(state.statements, span.from) : undefined
  const session = statement && get(state.sessions, statement.session)
  const id = session && statement ? get(session.writers, statement.ordinal) : undefined
  return (id === undefined ? undefined : get(state.writers, id)?.xid) ?? null
}
