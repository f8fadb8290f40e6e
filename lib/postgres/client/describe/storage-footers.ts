/** What `\d` says last of a table: its server, parents, children, type and storage. */
import type { Ask } from '../commands/command.ts'
import { hangingList } from './footer-section.ts'
import { isTrue, type RelationFacts } from './relation-facts.ts'

export async function storageFooters(facts: RelationFacts, verbose: boolean, ask: Ask): Promise<string[]> {
  const { kind, ofType, tablespace, accessMethod } = facts
  return [
    ...(kind === 'f' ? await serverFooters(facts, ask) : []),
    ...hangingList('Inherits', await parents(facts, ask)),
    ...(await childFooters(facts, verbose, ask)),
    ...(ofType === null ? [] : [`Typed table of type: ${ofType}`]),
    ...(verbose ? replicaIdentity(facts) : []),
    ...(tablespace === null || kind === 'f' ? [] : [`Tablespace: "${tablespace}"`]),
    ...(verbose && accessMethod !== null ? [`Access method: ${accessMethod}`] : []),
  ]
}

async function serverFooters({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT server.srvname, (
        SELECT pg_catalog.string_agg(
          pg_catalog.quote_ident(option_name) || ' ' || pg_catalog.quote_literal(option_value), ', ')
        FROM pg_catalog.pg_options_to_table(tab.ftoptions)
      )
    FROM pg_catalog.pg_foreign_table tab
    JOIN pg_catalog.pg_foreign_server server ON server.oid = tab.ftserver
    WHERE tab.ftrelid = ${oid}`)
  return rows.flatMap(([server, options]) => [
    `Server: ${server}`,
    ...(options ? [`FDW options: (${options})`] : []),
  ])
}

async function parents({ oid }: RelationFacts, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT parent.oid::pg_catalog.regclass
    FROM pg_catalog.pg_inherits link
    JOIN pg_catalog.pg_class parent ON parent.oid = link.inhparent
    WHERE link.inhrelid = ${oid} AND parent.relkind NOT IN ('p', 'I')
    ORDER BY link.inhseqno`)
  return rows.map(([name]) => name ?? '')
}

async function childFooters({ oid, kind }: RelationFacts, verbose: boolean, ask: Ask): Promise<string[]> {
  const { rows } = await ask(`
    SELECT child.oid::pg_catalog.regclass, bound.text, child.relkind, link.inhdetachpending
    FROM pg_catalog.pg_inherits link
    JOIN pg_catalog.pg_class child ON child.oid = link.inhrelid
    CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_expr(child.relpartbound, child.oid) AS text) bound
    WHERE link.inhparent = ${oid}
    ORDER BY bound.text = 'DEFAULT', child.oid::pg_catalog.regclass::text`)
  const partitioned = kind === 'p' || kind === 'I'
  if (rows.length === 0) return partitioned ? ['Number of partitions: 0'] : []
  if (!verbose) {
    const children = partitioned ? 'partitions' : 'child tables'
    return [`Number of ${children}: ${rows.length} (Use \\d+ to list them.)`]
  }
  const lines = rows.map(([name, bound, childKind, detaching]) => {
    const of = childKind === 'p' || childKind === 'I' ? ', PARTITIONED' : childKind === 'f' ? ', FOREIGN' : ''
    return `${name}${bound ? ` ${bound}` : ''}${of}${isTrue(detaching) ? ' (DETACH PENDING)' : ''}`
  })
  return hangingList(partitioned ? 'Partitions' : 'Child tables', lines)
}

/** Told if it is not what such a table has by itself; an index that serves for it is marked at the index. */
function replicaIdentity({ kind, schema, replicaIdentity: identity }: RelationFacts): string[] {
  const usual = schema === 'pg_catalog' ? 'n' : 'd'
  if ((kind !== 'r' && kind !== 'm') || identity === 'i' || identity === usual) return []
  const names: Record<string, string> = { f: 'FULL', n: 'NOTHING' }
  return [`Replica Identity: ${names[identity] ?? '???'}`]
}
