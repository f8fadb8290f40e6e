/** Who sees what a statement wrote: "only alice", "everybody but bob (snapshot #7)". */
import { fateOf } from '../fate.ts'
import type { Change, JournalState } from '../model.ts'
import { listed, sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import { namedSessions, sessionAt } from '../session-at.ts'
import { sessionOf } from '../tally.ts'
import { eyesOf } from '../viewer.ts'
import { seesWriter } from '../visibility.ts'
import { whoText } from './effect-words.ts'

export function seenByOf(state: JournalState, changes: readonly Change[], point: Point): string {
  const texts = new Set(changes.map((change) => seenBy(state, change, point)))
  return [...texts].join('; ')
}

function seenBy(state: JournalState, change: Change, point: Point): string {
  switch (fateOf(state, change.writer, point)) {
    case 'rolled back':
      return 'nobody'
    case 'unknown':
      return 'unknown'
    case 'pending':
      return pendingSeenBy(state, change, point)
    case 'committed':
      return committedSeenBy(state, change, point)
  }
}

function pendingSeenBy(state: JournalState, change: Change, point: Point): string {
  const index = sessionOf(state, change)
  const session = namedSessions(state).find((each) => each.index === index)
  const name = whoText(state, index)
  if (session && sessionAt(state, session, point).status === 'E') return `nobody: ${name} has failed`
  return `only ${name}`
}

/** The catalogue is seen by everybody as it is; rows by the session's own snapshot. */
function committedSeenBy(state: JournalState, change: Change, point: Point): string {
  if (change.kind === 'object') return 'everybody'
  const without: string[] = []
  for (const session of namedSessions(state)) {
    const { known, ended } = sessionAt(state, session, point)
    if (!known || ended !== null) continue
    if (change.shape.database !== 0 && change.shape.database !== session.databaseOid) continue
    const { eyes, since, sees } = eyesOf(state, session, point)
    const { name } = sessionRef(state, session.index)
    if (sees === 'unknown') without.push(`${name} (unknown)`)
    else if (
      eyes?.snapshot &&
      change.kind === 'rows' &&
      seesWriter(state, change.writer, eyes, point) === false
    ) {
      without.push(`${name} (snapshot${since === null ? '' : ` #${since}`})`)
    }
  }
  return without.length === 0 ? 'everybody' : `everybody but ${listed(without)}`
}
