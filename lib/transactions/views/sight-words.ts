/** What limits and heads a look at a table, in words. */
import { fateOf, numberOf } from '../fate.ts'
import { get, values } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { completeness, counted, isInZone, sessionRef, tableTitle } from '../names.ts'
import type { Point } from '../point.ts'
import type { Sight } from '../sight.ts'
import type { PartialBatch, Table } from '../table-model.ts'

/** "read committed: what its next statement will see". */
export function headingOf(
  { sees, isolation }: Pick<Sight, 'sees' | 'isolation'>,
  since: number | null,
): string {
  const level = isolation === null ? '' : `${isolation}: `
  switch (sees) {
    case 'next statement':
      return `${level}what its next statement will see`
    case 'snapshot':
      return `${level}what its snapshot${since === null ? '' : ` from #${since}`} sees`
    case 'would see now':
      return `${level}takes its snapshot with its first query: would see now`
    case 'failed':
      return 'sees nothing until ROLLBACK; then'
    case 'committed':
      return 'committed: what a new snapshot sees'
    case 'no table':
      return 'there is no such table for it'
    case 'unknown':
      return `${level}its snapshot is not known`
  }
}

export function sightNotes(
  state: JournalState,
  table: Table,
  sights: readonly Sight[],
  point: Point,
): string[] {
  const title = tableTitle(table.shape)
  const tooLarge = new Set(sights.flatMap((sight) => sight.tooLarge))
  const unlisted = new Set(sights.flatMap((sight) => sight.unlisted))
  const notes = [...completeness(state).lost]
  if (state.startUnknown)
    notes.push(`What came before #${state.keptFrom} is no longer kept: who sees what is unknown.`)
  if (table.tooMany) notes.push(`${title} has too many row versions: who sees which of them is not shown.`)
  for (const batch of tooLarge) {
    notes.push(`${batchText(state, batch, title, point)}: too many to say who sees which.`)
  }
  for (const batch of unlisted)
    notes.push(`${batchText(state, batch, title, point)}: not all of them are listed.`)
  const last = get(state.statements, state.count)
  if (!point.past && last?.end && last.end.to > state.told)
    notes.push(`What #${last.number} wrote has not been told yet.`)
  const isOld = sights.some(
    ({ complete, versions, unlisted: rows }) => !complete && versions && rows.length === 0,
  )
  if (isOld) notes.push(`Rows of ${title} that nobody has changed since are not listed: all see them alike.`)
  if (table.shape.columns.some(isInZone)) notes.push('Times with time zone are shown in UTC.')
  const roles = new Set(sights.flatMap(({ session }) => session?.role ?? []))
  const isKnown = sights.some(({ session, versions }) => session !== null && versions !== null)
  if (isKnown && (roles.size > 1 || hasPolicy(state, table, point)))
    notes.push(
      `This is what there is to see: a role without SELECT on ${title} gets an error instead, and row security may hide rows.`,
    )
  return notes
}

/** A policy was created for it, and not by one who was rolled back. */
function hasPolicy(state: JournalState, { shape }: Table, point: Point): boolean {
  return values(state.changes).some(
    (change) =>
      change.kind === 'object' &&
      change.change.kind === 'policy' &&
      change.change.of?.oid === shape.oid &&
      (change.database === null || change.database === shape.database) &&
      change.position <= point.position &&
      fateOf(state, change.writer, point) !== 'rolled back',
  )
}

function batchText(state: JournalState, batch: PartialBatch, title: string, point: Point): string {
  const change = get(state.changes, batch.change)
  const number = change ? numberOf(state, change.statement) : null
  const session = change?.statement ? sessionRef(state, change.statement.session).name : 'somebody'
  const who = number === null ? session : `#${number} by ${session}`
  const words = { insert: 'inserted', update: 'updated', delete: 'deleted', rewrite: 'wrote anew' }
  const rows = batch.count === null ? 'the rows' : counted(batch.count, 'row')
  const fate = fateOf(state, batch.writer, point)
  return `${who} ${words[batch.operation]} ${rows} of ${title} (${fate})`
}
