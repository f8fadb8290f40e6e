/** `\d` of a sequence. */
import type { Ask } from '../commands/command.ts'
import type { Output } from '../outcome.ts'
import type { RelationFacts } from './relation-facts.ts'
import { titledTable } from './table-output.ts'

export async function describeSequence(
  { oid, schema, name, persistence }: RelationFacts,
  ask: Ask,
): Promise<Output> {
  const result = await ask(`
    SELECT
      pg_catalog.format_type(seq.seqtypid, NULL) AS "Type",
      seq.seqstart AS "Start",
      seq.seqmin AS "Minimum",
      seq.seqmax AS "Maximum",
      seq.seqincrement AS "Increment",
      CASE WHEN seq.seqcycle THEN 'yes' ELSE 'no' END AS "Cycles?",
      seq.seqcache AS "Cache"
    FROM pg_catalog.pg_sequence seq
    WHERE seq.seqrelid = ${oid}`)
  const title = `${persistence === 'u' ? 'Unlogged sequence' : 'Sequence'} "${schema}.${name}"`
  return titledTable(title, result, await ownerFooters(oid, ask))
}

/** The column that the sequence serves: of `serial`, or an identity column. */
async function ownerFooters(oid: string, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT dep.deptype, pg_catalog.concat_ws('.',
      pg_catalog.quote_ident(schema.nspname),
      pg_catalog.quote_ident(rel.relname),
      pg_catalog.quote_ident(col.attname))
    FROM pg_catalog.pg_depend dep
    JOIN pg_catalog.pg_class rel ON rel.oid = dep.refobjid
    JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
    JOIN pg_catalog.pg_attribute col ON col.attrelid = rel.oid AND col.attnum = dep.refobjsubid
    WHERE dep.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND dep.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND dep.objid = ${oid} AND dep.deptype IN ('a', 'i')`)
  const [owner, ...others] = rows
  if (owner === undefined || others.length > 0) return []
  const [kind, column] = owner
  return [kind === 'a' ? `Owned by: ${column}` : `Sequence for identity column: ${column}`]
}
