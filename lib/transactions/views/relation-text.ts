/** What an OID of pg_class stands for, in words. */
import { values } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { tableTitle } from '../names.ts'
import { tableKey } from '../transitions/tables.ts'

/** The first OID that initdb does not give away: access/transam.h, FirstNormalObjectId. */
const firstNormalOid = 16384

/** What has its own entry in pg_class, as a catalogue change calls it. */
const relations: ReadonlySet<string> = new Set([
  'table',
  'partitioned table',
  'index',
  'sequence',
  'view',
  'materialized view',
])

/** "table stock", "index stock_pkey"; of what the journal has not seen, its number. */
export function relationText(state: JournalState, database: number, oid: number): string {
  const table = state.tables[tableKey({ database, oid })]
  if (table) return `table ${tableTitle(table.shape)}`
  for (const change of values(state.changes).toReversed()) {
    if (change.kind !== 'object' || change.change.oid !== oid) continue
    if ((change.database === null || change.database === database) && relations.has(change.change.kind))
      return `${change.change.kind} ${change.change.name.replace(/^public\./, '')}`
  }
  return oid < firstNormalOid ? 'a system catalogue' : `relation ${oid}`
}
