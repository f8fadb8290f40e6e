/** `\dt`, `\dv`, `\di` and their combinations: lists of relations. PostgreSQL manual, psql, `\d[istvmE]`. */
import type { Ask } from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import { type NamePattern, patternConditions } from './pattern.ts'
import { titledTable } from './table-output.ts'

export interface ListOptions {
  pattern: { text: string; parsed: NamePattern } | null
  /** With `+`. */
  verbose: boolean
  /** With `S`: PostgreSQL's own, too. */
  system: boolean
}

/** The letters that ask for a kind of relation. */
export type RelationLetter = 't' | 'v' | 'm' | 'i' | 's' | 'E'

const kinds: Record<RelationLetter, { plural: string; relkinds: string[] }> = {
  t: { plural: 'tables', relkinds: ['r', 'p'] },
  v: { plural: 'views', relkinds: ['v'] },
  m: { plural: 'materialized views', relkinds: ['m'] },
  i: { plural: 'indexes', relkinds: ['i', 'I'] },
  s: { plural: 'sequences', relkinds: ['S'] },
  E: { plural: 'foreign tables', relkinds: ['f'] },
}

export async function listRelations(
  letters: readonly RelationLetter[],
  options: ListOptions,
  ask: Ask,
): Promise<Output> {
  const asked = [...new Set(letters)]
  const [only, ...others] = asked
  const plural = only !== undefined && others.length === 0 ? kinds[only].plural : 'relations'
  const result = await ask(relationsQuery(asked, options))
  if (result.rows.length > 0) return titledTable(`List of ${plural}`, result)
  const named = options.pattern === null ? '' : ` named "${options.pattern.text}"`
  return { kind: 'text', text: `Did not find any ${plural}${named}.\n` }
}

function relationsQuery(letters: RelationLetter[], { pattern, verbose, system }: ListOptions): string {
  const withSystem = system || pattern !== null
  const relkinds = letters.flatMap((letter) => kinds[letter].relkinds)
  if (withSystem && letters.includes('t')) relkinds.push('t')
  const withIndexes = letters.includes('i')
  const withMethods = letters.some((letter) => 'tmi'.includes(letter))
  const columns = [
    'schema.nspname AS "Schema"',
    'rel.relname AS "Name"',
    `CASE rel.relkind
       WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 't' THEN 'TOAST table'
       WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
       WHEN 'i' THEN 'index' WHEN 'I' THEN 'partitioned index' WHEN 'f' THEN 'foreign table'
     END AS "Type"`,
    'pg_catalog.pg_get_userbyid(rel.relowner) AS "Owner"',
    ...(withIndexes ? ['indexed.relname AS "Table"'] : []),
    ...(verbose ? verboseColumns(withMethods) : []),
  ]
  const conditions = [
    `rel.relkind = ANY ('{${relkinds.join(',')}}')`,
    ...(withSystem
      ? []
      : [
          "schema.nspname NOT IN ('pg_catalog', 'information_schema')",
          "schema.nspname OPERATOR(pg_catalog.!~) '^pg_toast'",
        ]),
    ...patternConditions(pattern?.parsed ?? null, {
      schema: 'schema.nspname',
      name: 'rel.relname',
      visible: 'pg_catalog.pg_table_is_visible(rel.oid)',
    }),
  ]
  return `
    SELECT ${columns.join(', ')}
    FROM pg_catalog.pg_class rel
    LEFT JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
    LEFT JOIN pg_catalog.pg_am method ON method.oid = rel.relam
    LEFT JOIN pg_catalog.pg_index idx ON idx.indexrelid = rel.oid
    LEFT JOIN pg_catalog.pg_class indexed ON indexed.oid = idx.indrelid
    WHERE ${conditions.join(' AND ')}
    ORDER BY 1, 2`
}

function verboseColumns(withMethods: boolean): string[] {
  return [
    `CASE rel.relpersistence
       WHEN 'p' THEN 'permanent' WHEN 't' THEN 'temporary' WHEN 'u' THEN 'unlogged'
     END AS "Persistence"`,
    ...(withMethods ? ['method.amname AS "Access method"'] : []),
    'pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(rel.oid)) AS "Size"',
    `pg_catalog.obj_description(rel.oid, 'pg_class') AS "Description"`,
  ]
}
