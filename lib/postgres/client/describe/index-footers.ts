/** What `\d` says below the columns of an index. */
import type { Ask } from '../commands/command.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'

export async function indexFooters(
  { oid, kind, schema, tablespace }: RelationFacts,
  ask: Ask,
): Promise<string[]> {
  const { rows } = await ask(`
    SELECT idx.indisprimary, idx.indisunique, idx.indnullsnotdistinct,
      method.amname, tab.relname, pg_catalog.pg_get_expr(idx.indpred, idx.indrelid, true),
      idx.indisclustered, NOT idx.indisvalid,
      con.condeferrable, con.condeferred, idx.indisreplident
    FROM pg_catalog.pg_index idx
    JOIN pg_catalog.pg_class rel ON rel.oid = idx.indexrelid
    JOIN pg_catalog.pg_am method ON method.oid = rel.relam
    JOIN pg_catalog.pg_class tab ON tab.oid = idx.indrelid
    LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = idx.indrelid AND con.conindid = idx.indexrelid
      AND con.contype IN ('p', 'u', 'x') AND NOT idx.indimmediate
    WHERE idx.indexrelid = ${oid}`)
  return rows.map((row) => {
    const [primary, unique, nullsNotDistinct, method, table, predicate, ...flags] = row
    const words = ['clustered', 'invalid', 'deferrable', 'initially deferred', 'replica identity']
    const parts = [
      ...uniqueness(isTrue(primary), isTrue(unique), isTrue(nullsNotDistinct)),
      method ?? '',
      `for table "${schema}.${table}"`,
      ...(predicate ? [`predicate (${predicate})`] : []),
      ...words.filter((_, index) => isTrue(flags[index])),
    ]
    const place = tablespace !== null && kind === 'i' ? `\nTablespace: "${tablespace}"` : ''
    return parts.join(', ') + place
  })
}

function uniqueness(primary: boolean, unique: boolean, nullsNotDistinct: boolean): string[] {
  if (primary) return ['primary key']
  if (!unique) return []
  return [nullsNotDistinct ? 'unique nulls not distinct' : 'unique']
}
