/** Statements as ticks of the timeline. */
import { get } from '../int-map.ts'
import type { JournalState, Statement } from '../model.ts'
import { counted, firstLine, sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import { waitAt } from '../session-at.ts'
import type { Tick, TimelineColumn } from './timeline-view.ts'

export function columnOf(state: JournalState, statement: Statement, point: Point): TimelineColumn {
  const { number, session, cell, count, text } = statement
  return {
    number,
    session: sessionRef(state, session),
    cell,
    count,
    text: firstLine(text),
    label: labelOf(state, statement, point),
    future: number > point.number,
  }
}

/** `rows`: how many it has written, by number of statement. */
export function tickOf(
  state: JournalState,
  statement: Statement,
  rows: ReadonlyMap<number, number>,
  point: Point,
): Tick {
  const { number } = statement
  const end = endOf(statement, point)
  const span = statement.span === null ? undefined : get(state.spans, statement.span)
  const ends = span !== undefined && !span.single && span.end?.statement === number && end !== null
  const tick = {
    number,
    until: end?.by ?? point.number,
    place: span === undefined || span.single ? 'alone' : 'inside',
    state: end === null ? runningState(state, statement, point) : end.error === null ? 'done' : 'error',
    label: labelOf(state, statement, point),
    code: end?.error?.code ?? null,
    transaction: statement.span,
    rows: end !== null && end.to <= state.told ? (rows.get(number) ?? 0) : null,
    snapshot: span?.snapshot?.at === number && end !== null,
    end: ends && span.end !== null && span.end.how !== 'prepared' ? span.end.how : null,
  } as const
  return { ...tick, sentence: sentenceOf(state, statement, tick) }
}

/**
 * The command tag without its numbers, in small letters; of what failed, the SQLSTATE. What has not ended has no tag yet:
 * the word that it begins with, as it was sent.
 */
export function labelOf(state: JournalState, statement: Statement, point: Point): string {
  const end = endOf(statement, point)
  if (end === null) return `${/^[a-z]+/i.exec(statement.text.trimStart())?.[0].toLowerCase() ?? ''}…`
  if (end.error !== null) return end.error.code
  // Its tag is that of ROLLBACK.
  if (endsAtSavepoint(state, statement)) return 'rollback to'
  const words = (end.tags.at(-1) ?? '').split(' ').filter((word) => !/^\d+$/.test(word))
  return words.join(' ').toLowerCase()
}

/** Whether it took back what was written since a savepoint, and left its transaction open. */
function endsAtSavepoint(state: JournalState, { span, number, end }: Statement): boolean {
  const block = span === null ? undefined : get(state.spans, span)
  if (block === undefined || block.end?.statement === number || !end?.tags.includes('ROLLBACK')) return false
  return block.savepoints.some(({ to, state: became }) => to === number && became === 'rolled back')
}

function endOf({ end }: Statement, point: Point): Statement['end'] {
  return end !== null && end.by <= point.number ? end : null
}

function runningState(state: JournalState, { session, number }: Statement, point: Point): Tick['state'] {
  return waitAt(state, session, point)?.statement === number ? 'waiting' : 'running'
}

function sentenceOf(state: JournalState, statement: Statement, tick: Omit<Tick, 'sentence'>): string {
  const { name } = sessionRef(state, statement.session)
  const what = `#${tick.number} by ${name}`
  if (tick.state === 'waiting') return `${what} waits.`
  if (tick.state === 'running') return `${what} runs.`
  if (tick.state === 'error') return `${what} failed: ${tick.code} ${statement.end?.error?.message ?? ''}.`
  const rows = tick.rows === null || tick.rows === 0 ? '' : `, ${counted(tick.rows, 'row')} written`
  const snapshot = tick.snapshot ? ', snapshot from here' : ''
  return `${what}: ${statement.end?.tags.join(', ') ?? ''}${rows}${snapshot}.`
}
