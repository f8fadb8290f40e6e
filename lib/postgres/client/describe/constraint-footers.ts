/** What `\d` says of a table's check, foreign-key and not-null constraints. */
import type { Ask } from '../commands/command.ts'
import { section, suffixes } from './footer-section.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'

export async function constraintFooters(facts: RelationFacts, ask: Ask): Promise<string[]> {
  return [
    ...(facts.hasChecks ? section('Check constraints:', await checkLines(facts, ask)) : []),
    ...section('Foreign-key constraints:', await foreignKeyLines(facts, ask)),
    ...section('Referenced by:', await referenceLines(facts, ask)),
  ]
}

async function checkLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT con.conname, pg_catalog.pg_get_constraintdef(con.oid, true)
    FROM pg_catalog.pg_constraint con
    WHERE con.conrelid = ${oid} AND con.contype = 'c'
    ORDER BY con.conname`)
  return rows.map(([name, definition]) => `"${name}" ${definition}`)
}

/** A partition has its ancestors' foreign keys, too: its own come first. */
async function foreignKeyLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT con.conname, pg_catalog.pg_get_constraintdef(con.oid, true),
      con.conrelid = ${oid} AS own, con.conrelid::pg_catalog.regclass
    FROM pg_catalog.pg_constraint con
    WHERE con.contype = 'f' AND con.conparentid = 0 AND con.conrelid IN (
      SELECT ${oid}::pg_catalog.oid
      UNION ALL
      SELECT relid FROM pg_catalog.pg_partition_ancestors(${oid})
    )
    ORDER BY own DESC, con.conname`)
  return rows.map(([name, definition, own, table]) =>
    isTrue(own) ? `"${name}" ${definition}` : `TABLE "${table}" CONSTRAINT "${name}" ${definition}`,
  )
}

async function referenceLines({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT con.conname, pg_catalog.pg_get_constraintdef(con.oid, true), con.conrelid::pg_catalog.regclass
    FROM pg_catalog.pg_constraint con
    WHERE con.contype = 'f' AND con.conparentid = 0 AND con.confrelid IN (
      SELECT ${oid}::pg_catalog.oid
      UNION ALL
      SELECT relid FROM pg_catalog.pg_partition_ancestors(${oid})
    )
    ORDER BY con.conname`)
  return rows.map(([name, definition, table]) => `TABLE "${table}" CONSTRAINT "${name}" ${definition}`)
}

export async function notNullFooters({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT con.conname, col.attname, con.connoinherit, con.conislocal, con.coninhcount > 0,
      NOT con.convalidated
    FROM pg_catalog.pg_constraint con
    JOIN pg_catalog.pg_attribute col ON col.attrelid = con.conrelid AND col.attnum = con.conkey[1]
    WHERE con.contype = 'n' AND con.conrelid = ${oid}
    ORDER BY col.attnum`)
  const lines = rows.map(([name, column, ...flags]) => {
    const [noInherit, local, inherited, notValid] = flags.map(isTrue)
    const origin = local ? '(local, inherited)' : '(inherited)'
    return `"${name}" NOT NULL "${column}"${suffixes(
      [noInherit === true, 'NO INHERIT'],
      [!noInherit && inherited === true, origin],
      [notValid === true, 'NOT VALID'],
    )}`
  })
  return section('Not-null constraints:', lines)
}
