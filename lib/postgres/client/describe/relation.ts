/** `\d NAME`: what one relation is made of. PostgreSQL manual, psql, `\d`. */
import type { Ask } from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import { columnTable } from './column-table.ts'
import { indexFooters } from './index-footers.ts'
import { patternConditions } from './pattern.ts'
import { hasTableFooters, type RelationFacts, readFacts } from './relation-facts.ts'
import type { ListOptions } from './relation-list.ts'
import { describeSequence } from './sequence.ts'
import { storageFooters } from './storage-footers.ts'
import { tableFooters } from './table-footers.ts'
import { textTable } from './table-output.ts'
import { triggerFooters } from './trigger-footers.ts'
import { viewFooters } from './view-footers.ts'

/** Shows each relation that matches the pattern; gives their number. */
export async function describeRelations(
  { pattern, verbose }: ListOptions,
  ask: Ask,
  show: (output: Output) => void,
): Promise<number> {
  const conditions = patternConditions(pattern?.parsed ?? null, {
    schema: 'schema.nspname',
    name: 'rel.relname',
    visible: 'pg_catalog.pg_table_is_visible(rel.oid)',
  })
  const { rows } = await ask(`
    SELECT rel.oid
    FROM pg_catalog.pg_class rel
    LEFT JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY schema.nspname, rel.relname`)
  for (const [oid] of rows) {
    const facts = await readFacts(oid ?? '', ask)
    if (facts !== null) show(await describeRelation(facts, verbose, ask))
  }
  return rows.length
}

async function describeRelation(facts: RelationFacts, verbose: boolean, ask: Ask): Promise<Output> {
  if (facts.kind === 'S') return describeSequence(facts, ask)
  const { headers, rows } = await columnTable(facts, verbose, ask)
  const footers = [
    ...(await partitionFooters(facts, verbose, ask)),
    ...(facts.kind === 'i' || facts.kind === 'I' ? await indexFooters(facts, ask) : []),
    ...(hasTableFooters(facts) ? await tableFooters(facts, verbose, ask) : []),
    ...(verbose ? await viewFooters(facts, ask) : []),
    ...(facts.hasTriggers ? await triggerFooters(facts, ask) : []),
    ...(hasTableFooters(facts) ? await storageFooters(facts, verbose, ask) : []),
    ...(verbose && facts.options ? [`Options: ${facts.options}`] : []),
  ]
  return textTable(titleOf(facts), headers, rows, footers)
}

const kindNames: Record<string, string> = {
  r: 'table',
  v: 'view',
  m: 'materialized view',
  i: 'index',
  I: 'partitioned index',
  t: 'TOAST table',
  c: 'composite type',
  f: 'foreign table',
  p: 'partitioned table',
}

function titleOf({ kind, persistence, schema, name }: RelationFacts): string {
  const kindName = kindNames[kind] ?? `?${kind}?`
  const title = persistence === 'u' && 'riIp'.includes(kind) ? `unlogged ${kindName}` : kindName
  return `${title.charAt(0).toUpperCase()}${title.slice(1)} "${schema}.${name}"`
}

/** What a partition is of, how a table is partitioned, whom a TOAST table serves. */
async function partitionFooters({ oid, kind, isPartition }: RelationFacts, verbose: boolean, ask: Ask) {
  const footers: string[] = []
  if (isPartition) {
    const { rows } = await ask(`
      SELECT parent.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(rel.relpartbound, rel.oid),
        parent.inhdetachpending, pg_catalog.pg_get_partition_constraintdef(rel.oid)
      FROM pg_catalog.pg_class rel
      JOIN pg_catalog.pg_inherits parent ON parent.inhrelid = rel.oid
      WHERE rel.oid = ${oid}`)
    for (const [parent, bound, detaching, constraint] of rows) {
      const detach = detaching === 't' ? ' DETACH PENDING' : ''
      footers.push(`Partition of: ${parent} ${bound ?? ''}${detach}`)
      if (verbose) {
        footers.push(constraint ? `Partition constraint: ${constraint}` : 'No partition constraint')
      }
    }
  }
  if (kind === 'p') {
    const { rows } = await ask(`SELECT pg_catalog.pg_get_partkeydef(${oid})`)
    footers.push(`Partition key: ${rows[0]?.[0] ?? ''}`)
  }
  if (kind === 't') {
    const { rows } = await ask(`
      SELECT schema.nspname || '.' || rel.relname
      FROM pg_catalog.pg_class rel
      JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
      WHERE rel.reltoastrelid = ${oid}`)
    for (const [owner] of rows) footers.push(`Owning table: "${owner}"`)
  }
  return footers
}
