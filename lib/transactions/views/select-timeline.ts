/** The timeline, as of any statement, for a window of columns. */
import { numberOf } from '../fate.ts'
import { get, values } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { JournalState, Session, Statement, WaitState } from '../model.ts'
import { completeness, sessionRef } from '../names.ts'
import { type Point, pointOf } from '../point.ts'
import { namedSessions } from '../session-at.ts'
import type { SpanState } from '../transaction-model.ts'
import { waitText } from '../wait-text.ts'
import { crashesOf } from './crash-words.ts'
import { deadlocksOf } from './deadlock-ring.ts'
import { spanOf } from './span.ts'
import { columnOf, tickOf } from './tick.ts'
import type { TimelineLane, TimelineOptions, TimelineView, WaitGap } from './timeline-view.ts'

export const selectTimeline = remembered(
  (state: JournalState, options: TimelineOptions = {}): TimelineView => {
    const point = pointOf(state, options.at)
    const window = windowOf(state, options)
    const columns = statementsOf(state, window)
    const found: Found = {
      statements: bySession([...earlier(state, window), ...columns]),
      spans: bySession(
        values(state.spans).filter((span) => overlaps(span.from, span.end?.by ?? null, window)),
      ),
      waits: bySession(
        values(state.waits).filter((wait) => overlaps(wait.statement ?? wait.from, wait.until, window)),
      ),
      rows: rowsByStatement(state, point),
    }
    return {
      at: point.past ? point.number : null,
      first: state.count === 0 ? 0 : Math.min(state.keptFrom, state.count),
      last: state.count,
      columns: columns.map((statement) => columnOf(state, statement, point)),
      lanes: namedSessions(state).map((session) => laneOf(state, session, found, point)),
      crashes: crashesOf(state, window, point),
      deadlocks: deadlocksOf(state, window, point),
      completeness: completeness(state),
    }
  },
)

export interface Window {
  from: number
  to: number
}

interface Found {
  statements: ReadonlyMap<number, readonly Statement[]>
  spans: ReadonlyMap<number, readonly SpanState[]>
  waits: ReadonlyMap<number, readonly WaitState[]>
  rows: ReadonlyMap<number, number>
}

function windowOf(state: JournalState, { from, to }: TimelineOptions): Window {
  return { from: Math.max(from ?? 1, state.keptFrom), to: Math.min(to ?? state.count, state.count) }
}

export function statementsOf(state: JournalState, { from, to }: Window): Statement[] {
  const statements: Statement[] = []
  for (let number = from; number <= to; number++) {
    const statement = get(state.statements, number)
    if (statement) statements.push(statement)
  }
  return statements
}

/** Those that began before the window and end in it, or later. */
function earlier(state: JournalState, { from }: Window): Statement[] {
  return values(state.statements).filter(
    ({ number, end }) => number < from && number >= state.keptFrom && (end === null || end.by >= from),
  )
}

function overlaps(from: number, to: number | null, window: Window): boolean {
  return from <= window.to && (to === null || to >= window.from)
}

function bySession<Part extends { session: number }>(parts: readonly Part[]): Map<number, Part[]> {
  const found = new Map<number, Part[]>()
  for (const part of parts) {
    const known = found.get(part.session)
    if (known) known.push(part)
    else found.set(part.session, [part])
  }
  return found
}

function rowsByStatement(state: JournalState, point: Point): Map<number, number> {
  const rows = new Map<number, number>()
  for (const change of values(state.changes)) {
    if (change.kind !== 'rows' || change.position > point.position) continue
    const number = numberOf(state, change.statement)
    if (number !== null) rows.set(number, (rows.get(number) ?? 0) + change.count)
  }
  return rows
}

/** What begins after the moment is only a column, which is greyed. */
function laneOf(state: JournalState, session: Session, found: Found, point: Point): TimelineLane {
  const { index } = session
  const begun = (parts: ReadonlyMap<number, readonly Statement[]>) =>
    (parts.get(index) ?? []).filter(({ number }) => number <= point.number)
  const ended = session.ended !== null && session.ended.by <= point.number ? session.ended : null
  return {
    session: sessionRef(state, index),
    ticks: begun(found.statements).map((statement) => tickOf(state, statement, found.rows, point)),
    spans: (found.spans.get(index) ?? [])
      .filter(
        ({ from, single, end }) => from <= point.number && !(single && end !== null && end.by > point.number),
      )
      .map((span) => spanOf(state, span, point)),
    gaps: (found.waits.get(index) ?? []).flatMap((wait) => gapOf(state, wait, point) ?? []),
    ended: ended && { after: ended.by, reason: ended.reason },
  }
}

function gapOf(state: JournalState, wait: WaitState, point: Point): WaitGap | null {
  if (wait.statement === null || wait.from > point.number) return null
  const over = wait.until !== null && wait.until <= point.number
  return {
    wait: wait.id,
    statement: wait.statement,
    from: wait.from,
    to: over ? wait.until : null,
    until: over && wait.until !== null ? wait.until : point.number,
    since: wait.since,
    ended: over ? wait.ended : null,
    ...waitText(state, wait),
  }
}
