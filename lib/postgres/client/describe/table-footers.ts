/** What `\d` says of a table's indexes, constraints, policies, statistics, rules and publications. */
import type { Ask } from '../commands/command.ts'
import { constraintFooters, notNullFooters } from './constraint-footers.ts'
import { section, suffixes } from './footer-section.ts'
import { policyFooters } from './policy-footers.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'
import { ruleFooters } from './rule-footers.ts'

export async function tableFooters(facts: RelationFacts, verbose: boolean, ask: Ask): Promise<string[]> {
  return [
    ...(facts.hasIndexes ? section('Indexes:', await indexLines(facts, ask)) : []),
    ...(await constraintFooters(facts, ask)),
    ...(await policyFooters(facts, ask)),
    ...section('Statistics objects:', await statisticsLines(facts, ask)),
    ...(facts.hasRules && facts.kind !== 'm' ? await ruleFooters(facts, ask) : []),
    ...section('Publications:', await publicationLines(facts, ask)),
    ...(verbose ? await notNullFooters(facts, ask) : []),
  ]
}

async function indexLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT rel.relname, pg_catalog.pg_get_indexdef(idx.indexrelid, 0, true),
      pg_catalog.pg_get_constraintdef(con.oid, true), con.contype, space.spcname,
      con.contype = 'x' OR con.conperiod, idx.indisprimary, idx.indisunique,
      con.condeferrable, con.condeferred,
      idx.indisclustered, NOT idx.indisvalid, idx.indisreplident
    FROM pg_catalog.pg_index idx
    JOIN pg_catalog.pg_class rel ON rel.oid = idx.indexrelid
    LEFT JOIN pg_catalog.pg_tablespace space ON space.oid = rel.reltablespace
    LEFT JOIN pg_catalog.pg_constraint con ON con.conrelid = idx.indrelid AND con.conindid = idx.indexrelid
      AND con.contype IN ('p', 'u', 'x')
    WHERE idx.indrelid = ${oid}
    ORDER BY idx.indisprimary DESC, rel.relname`)
  return rows.map((row) => {
    const [name, definition, constraint, type, tablespace, ...flags] = row
    const [asConstraint, primary, unique, deferrable, deferred, clustered, invalid, identity] =
      flags.map(isTrue)
    // Of CREATE INDEX … USING method (columns) only the end is told.
    const columns = definition?.replace(/^.*? USING /s, '') ?? ''
    const uniqueness = type === 'u' ? ' UNIQUE CONSTRAINT,' : ' UNIQUE,'
    const label = primary ? ' PRIMARY KEY,' : unique ? uniqueness : ''
    const deferral = suffixes([deferrable === true, 'DEFERRABLE'], [deferred === true, 'INITIALLY DEFERRED'])
    const body = asConstraint ? ` ${constraint}` : `${label} ${columns}${deferral}`
    const state = suffixes(
      [clustered === true, 'CLUSTER'],
      [invalid === true, 'INVALID'],
      [identity === true, 'REPLICA IDENTITY'],
    )
    return `"${name}"${body}${state}${tablespace ? `, tablespace "${tablespace}"` : ''}`
  })
}

async function statisticsLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT stx.stxnamespace::pg_catalog.regnamespace::text, stx.stxname,
      pg_catalog.pg_get_statisticsobjdef_columns(stx.oid), stx.stxrelid::pg_catalog.regclass,
      nullif(stx.stxstattarget, -1),
      'd' = ANY (stx.stxkind), 'f' = ANY (stx.stxkind), 'm' = ANY (stx.stxkind)
    FROM pg_catalog.pg_statistic_ext stx
    WHERE stx.stxrelid = ${oid}
    ORDER BY 1, 2`)
  return rows.map(([schema, name, columns, table, target, ...flags]) => {
    const kinds = ['ndistinct', 'dependencies', 'mcv'].filter((_, index) => isTrue(flags[index]))
    // All kinds are what one gets without saying.
    const chosen = kinds.length === 0 || kinds.length === 3 ? '' : ` (${kinds.join(', ')})`
    const statistics = target === null || target === undefined ? '' : `; STATISTICS ${target}`
    return `"${schema}.${name}"${chosen} ON ${columns} FROM ${table}${statistics}`
  })
}

async function publicationLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT pub.pubname, named.columns, named.filter
    FROM pg_catalog.pg_publication pub
    LEFT JOIN LATERAL (
      SELECT pg_catalog.pg_get_expr(pubrel.prqual, pubrel.prrelid) AS filter, (
          SELECT pg_catalog.string_agg(col.attname, ', ' ORDER BY listed.place)
          FROM pg_catalog.unnest(pubrel.prattrs::pg_catalog.int2[]) WITH ORDINALITY listed (attnum, place)
          JOIN pg_catalog.pg_attribute col ON col.attrelid = pubrel.prrelid AND col.attnum = listed.attnum
        ) AS columns
      FROM pg_catalog.pg_publication_rel pubrel
      WHERE pubrel.prpubid = pub.oid AND pubrel.prrelid = ${oid}
    ) named ON true
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM pg_catalog.pg_publication_namespace pubschema
        JOIN pg_catalog.pg_class rel ON rel.relnamespace = pubschema.pnnspid
        WHERE pubschema.pnpubid = pub.oid AND rel.oid = ${oid}
      ) AS found
    ) by_schema
    WHERE named IS DISTINCT FROM NULL
      OR pg_catalog.pg_relation_is_publishable(${oid}) AND (pub.puballtables OR by_schema.found)
    ORDER BY 1`)
  return rows.map(([name, columns, filter]) => {
    const list = columns ? ` (${columns})` : ''
    return `"${name}"${list}${filter ? ` WHERE ${filter}` : ''}`
  })
}
