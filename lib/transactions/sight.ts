/** What each session sees of one table: the row versions, by viewer. */
import { get, values } from './int-map.ts'
import type { JournalState, Session } from './model.ts'
import type { Point } from './point.ts'
import { namedSessions, sessionAt } from './session-at.ts'
import { isSettled, unsettledWriters } from './settled.ts'
import type { PartialBatch, Table, Version } from './table-model.ts'
import { committedEyes, eyesOf } from './viewer.ts'
import type { ViewerState } from './views/sight-view.ts'
import { type Eyes, fileFor, isInProgress, seesTable, seesVersion, seesWriter } from './visibility.ts'

/** What one of the viewers sees. */
export interface Sight {
  /** Null: what is committed. */
  session: Session | null
  sees: ViewerState
  isolation: string | null
  since: number | null
  eyes: Eyes | null
  /** Row versions that it sees; null: not known. */
  versions: readonly Version[] | null
  /** Versions of which it is not known. */
  doubtful: readonly Version[]
  /** Rows that it sees and that are not among the versions. */
  unlisted: readonly PartialBatch[]
  /** Batches for which it is not known what it sees. */
  tooLarge: readonly PartialBatch[]
  /** All rows that it sees are known. */
  complete: boolean
}

/** Each open session of the table's database, and what is committed, last. */
export function sightsOf(state: JournalState, table: Table, point: Point): Sight[] {
  const { database } = table.shape
  const sessions = namedSessions(state).filter((session) => {
    const { known, ended } = sessionAt(state, session, point)
    return known && ended === null && (database === 0 || session.databaseOid === database)
  })
  const committed: Looks = { sees: 'committed', eyes: committedEyes, isolation: null, since: null }
  const viewers: [Session | null, Looks][] = [
    ...sessions.map((session): [Session, Looks] => [session, eyesOf(state, session, point)]),
    [null, committed],
  ]
  const eyes = viewers.map(([, looks]) => looks.eyes)
  const sees = alikeOrNot(state, unsettledWriters(state, eyes, point), point)
  return viewers.map(([session, looks]) => sightOf(state, table, session, looks, sees, point))
}

type Sees = (version: Version, eyes: Eyes) => boolean | null

/** Of what all see alike the answer is found once. */
function alikeOrNot(state: JournalState, unsettled: ReadonlySet<number>, point: Point): Sees {
  const alike = new Map<Version, boolean | null>()
  return (version, eyes) => {
    const known = alike.get(version)
    if (known !== undefined) return known
    if (!isSettled(version, unsettled)) return seesVersion(state, version, eyes, point)
    const seen = seesVersion(state, version, committedEyes, point)
    alike.set(version, seen)
    return seen
  }
}

type Looks = Pick<Sight, 'sees' | 'eyes' | 'isolation' | 'since'>

function sightOf(
  state: JournalState,
  table: Table,
  session: Session | null,
  looks: Looks,
  sees: Sees,
  point: Point,
): Sight {
  const nothing = {
    ...looks,
    session,
    versions: [],
    doubtful: [],
    unlisted: [],
    tooLarge: [],
    complete: true,
  }
  const unknown: Sight = { ...nothing, versions: null, complete: false }
  const { eyes } = looks
  if (eyes === null || table.tooMany || state.startUnknown) return unknown
  if (state.lost.some(({ by }) => by <= point.number)) return unknown
  const there = seesTable(state, table.key, eyes, point)
  if (there === null) return unknown
  if (!there) return { ...nothing, sees: looks.sees === 'failed' ? 'failed' : 'no table' }
  const file = fileFor(state, table, eyes, point)
  if (file === null) return unknown
  // A snapshot that is older than the rewrite sees an empty table after ALTER TABLE, its old rows after VACUUM FULL.
  const writer = file.stamp === null ? undefined : get(state.writers, file.stamp.writer)
  if (file.kind === 'rewritten' && writer && eyes.snapshot && isInProgress(state, writer, eyes.snapshot)) {
    if (seesWriter(state, writer.id, eyes, point) !== true) return unknown
  }
  const partial = table.partial.filter(
    (batch) =>
      batch.file === file.file &&
      batch.position <= point.position &&
      seesWriter(state, batch.writer, eyes, point) !== false,
  )
  const tooLarge = partial.filter(({ operation }) => operation !== 'insert')
  if (tooLarge.length > 0) return { ...unknown, tooLarge }
  const versions: Version[] = []
  const doubtful: Version[] = []
  for (const version of values(table.versions)) {
    if (version.file !== file.file) continue
    const seen = sees(version, eyes)
    if (seen === true) versions.push(version)
    else if (seen === null) doubtful.push(version)
  }
  // A file that nobody was told to have made, though the table had another one, may hold anything.
  const wasMade = file === table.files[0] && state.existence[table.key]?.created != null
  const fromStart = file.kind !== 'first' || wasMade
  return { ...nothing, versions, doubtful, unlisted: partial, complete: fromStart && partial.length === 0 }
}
