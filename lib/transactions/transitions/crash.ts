/** A crash, recovery, and WAL that was lost. PostgreSQL manual, "Reliability and the Write-Ahead Log". */
import type { Fact } from '../facts.ts'
import { set, values } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { positionOf } from '../position.ts'
import { endSession } from './sessions.ts'
import { endAllWriters, openWriters, withWriterState } from './writers.ts'

export function crashed(state: JournalState, { message }: Extract<Fact, { type: 'crashed' }>): JournalState {
  let after = state
  for (const session of values(state.sessions)) {
    if (session.ended === null) after = endSession(after, session, 'crashed')
  }
  after = endAllWriters(after)
  const crash = { after: state.count, message, position: state.position, recovered: null }
  return { ...after, crashes: [...state.crashes, crash] }
}

/** What had not been written to disk is gone, a COMMIT too: the WAL goes on at an earlier place. */
export function recovered(state: JournalState, { lsn }: Extract<Fact, { type: 'recovered' }>): JournalState {
  const last = state.crashes.at(-1)
  const position = positionOf(state, lsn)
  let { writers } = state
  for (const writer of values(writers)) {
    const { end } = writer
    if (end?.how !== 'committed' || end.position <= position) continue
    writers = set(writers, writer.id, {
      ...writer,
      end: { ...end, how: 'rolled back', from: 'crash', by: last?.after ?? state.count },
    })
  }
  const base = state.base + Math.max(0, state.position - position)
  const crashes = last ? [...state.crashes.slice(0, -1), { ...last, recovered: state.count }] : state.crashes
  return { ...state, base, writers, crashes, told: Math.max(state.told, base + lsn) }
}

export function lost(
  state: JournalState,
  { from, to, message }: Extract<Fact, { type: 'lost' }>,
): JournalState {
  let after = state
  for (const writer of openWriters(state)) after = withWriterState(after, { ...writer, doubt: true })
  const gap = { from: positionOf(state, from), to: positionOf(state, to), message, by: state.count }
  return { ...after, position: Math.max(after.position, gap.to), lost: [...state.lost, gap] }
}
