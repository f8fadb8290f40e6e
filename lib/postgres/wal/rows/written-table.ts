/** A table as the transaction that writes to it sees it: what one says of it, and how its rows are stored. */
import type { TableShape } from '../../client/journal.ts'
import { alignmentOf } from '../catalogue/layout.ts'
import { FIRST_USER_OID } from '../catalogue/names.ts'
import type { CatalogueView } from '../catalogue/view.ts'
import { payloadOf } from '../records/datum.ts'
import type { Stored } from '../records/tuple.ts'
import { rawElements } from '../values/arrays.ts'
import type { Output, Unknown } from '../values/output.ts'
import type { TypeOutputs } from '../values/type-outputs.ts'

export interface WrittenColumn extends Stored {
  output: Output
  isDropped: boolean
  /** Computed when it is read: nothing is stored. */
  isVirtual: boolean
  /** Of rows that are older than the column: its default when it was added. */
  missing: string | Unknown | null
}

export interface WrittenTable {
  shape: TableShape
  /** `transient`: the new file of a table that is being rewritten. */
  purpose: 'rows' | 'toast' | 'transient' | 'system'
  columns: readonly WrittenColumn[]
}

/** From a row of pg_class. */
export function writtenTable(
  view: CatalogueView,
  types: TypeOutputs,
  database: number,
  relation: ReturnType<CatalogueView['row']> & object,
): WrittenTable {
  const oid = relation.number('oid')
  const kind = relation.letter('relkind')
  const attributes = [...view.rows('pg_attribute', oid)]
    .filter((row) => row.integer('attnum') > 0)
    .sort((one, other) => one.integer('attnum') - other.integer('attnum'))
  const columns = attributes.map((row): WrittenColumn => {
    const isDropped = row.flag('attisdropped')
    const storage = { length: row.integer('attlen'), align: alignmentOf(row.letter('attalign')) }
    const { output } = isDropped ? { output: () => '' } : types.of(row.number('atttypid'))
    const stored = row.flag('atthasmissing') ? row.payload('attmissingval') : null
    const [raw] = stored ? rawElements(stored, storage) : []
    const missing = raw ? (storage.length === -1 ? payloadOf(raw) : raw) : null
    return {
      ...storage,
      output,
      isDropped,
      isVirtual: row.letter('attgenerated') === 'v',
      missing: missing && output(missing),
    }
  })
  const parent = relation.flag('relispartition') ? view.row('pg_inherits', oid) : null
  const shape: TableShape = {
    ...{ database, oid, file: relation.number('relfilenode'), kind },
    schema: view.lastRow('pg_namespace', relation.number('relnamespace'))?.text('nspname') ?? '',
    name: relation.text('relname'),
    columns: attributes
      .filter((row) => !row.flag('attisdropped'))
      .map((row) => ({
        name: row.text('attname'),
        number: row.integer('attnum'),
        type: types.of(row.number('atttypid')).name,
      })),
    key: keyOf(view, oid, attributes),
    ...(parent ? { partitionOf: partitioned(view, parent.number('inhparent')) } : {}),
  }
  return { shape, purpose: purposeOf(oid, kind, relation.number('relrewrite')), columns }
}

function purposeOf(oid: number, kind: string, rewriteOf: number): WrittenTable['purpose'] {
  if (kind === 't') return 'toast'
  if (rewriteOf) return 'transient'
  return oid < FIRST_USER_OID ? 'system' : 'rows'
}

function partitioned(view: CatalogueView, oid: number): TableShape['partitionOf'] & object {
  const row = view.lastRow('pg_class', oid)
  const schema = row && view.lastRow('pg_namespace', row.number('relnamespace'))
  return { oid, schema: schema?.text('nspname') ?? '', name: row?.text('relname') ?? String(oid) }
}

/** Names of the primary key's columns: pg_index.indkey, an int2vector. */
function keyOf(
  view: CatalogueView,
  oid: number,
  attributes: readonly (ReturnType<CatalogueView['row']> & object)[],
): string[] {
  for (const index of view.rows('pg_index', oid, 'indrelid')) {
    if (!index.flag('indisprimary')) continue
    return indexColumns(index).map(
      (number) => attributes.find((row) => row.integer('attnum') === number)?.text('attname') ?? '',
    )
  }
  return []
}

/** Numbers of an index's key columns; 0 for an expression. */
export function indexColumns(index: ReturnType<CatalogueView['row']> & object): number[] {
  const keys = index.payload('indkey')
  if (!keys) return []
  const numbers = [...rawElements(keys, { length: 2, align: 2 })].map((raw) =>
    raw ? (((raw[0] ?? 0) | ((raw[1] ?? 0) << 8)) << 16) >> 16 : 0,
  )
  return numbers.slice(0, index.integer('indnkeyatts'))
}
