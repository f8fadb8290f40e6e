/** What `\d` must know of a relation before it can ask for more. */
import type { Ask } from '../commands/command.ts'

export interface RelationFacts {
  oid: string
  schema: string
  name: string
  /** pg_class.relkind: r, p, v, m, i, I, S, t, c, f. */
  kind: string
  /** pg_class.relpersistence: p, t, u. */
  persistence: string
  hasIndexes: boolean
  hasRules: boolean
  hasTriggers: boolean
  hasChecks: boolean
  rowSecurity: boolean
  forcedRowSecurity: boolean
  isPartition: boolean
  /** Storage parameters; empty if there are none. */
  options: string
  /** The type of a typed table. */
  ofType: string | null
  replicaIdentity: string
  accessMethod: string | null
  tablespace: string | null
}

/** Null if the relation has gone meanwhile. */
export async function readFacts(oid: string, ask: Ask): Promise<RelationFacts | null> {
  const { rows } = await ask(`
    SELECT schema.nspname, rel.relname, rel.relkind, rel.relpersistence, rel.relreplident,
      CASE WHEN rel.reloftype <> 0 THEN rel.reloftype::pg_catalog.regtype::text END,
      method.amname, space.spcname,
      pg_catalog.array_to_string(
        rel.reloptions || ARRAY(SELECT 'toast.' || setting FROM pg_catalog.unnest(toast.reloptions) setting),
        ', '),
      rel.relhasindex, rel.relhasrules, rel.relhastriggers, rel.relchecks > 0,
      rel.relrowsecurity, rel.relforcerowsecurity, rel.relispartition
    FROM pg_catalog.pg_class rel
    LEFT JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
    LEFT JOIN pg_catalog.pg_class toast ON toast.oid = rel.reltoastrelid
    LEFT JOIN pg_catalog.pg_am method ON method.oid = rel.relam
    LEFT JOIN pg_catalog.pg_tablespace space ON space.oid = rel.reltablespace
    WHERE rel.oid = ${oid}`)
  const [row] = rows
  if (row === undefined) return null
  const [schema, name, kind, persistence, identity, ofType, method, tablespace, options, ...flags] = row
  const [index, rules, triggers, checks, security, forced, partition] = flags.map((flag) => flag === 't')
  return {
    oid,
    schema: schema ?? '',
    name: name ?? '',
    kind: kind ?? '',
    persistence: persistence ?? '',
    hasIndexes: index === true,
    hasRules: rules === true,
    hasTriggers: triggers === true,
    hasChecks: checks === true,
    rowSecurity: security === true,
    forcedRowSecurity: forced === true,
    isPartition: partition === true,
    options: options ?? '',
    ofType: ofType ?? null,
    replicaIdentity: identity ?? '',
    accessMethod: method ?? null,
    tablespace: tablespace ?? null,
  }
}

/** Whether constraints, children and storage are told of it. */
export function hasTableFooters({ kind }: RelationFacts): boolean {
  return 'rmfpIt'.includes(kind)
}

/** "t" and "f" as simple queries have them. */
export function isTrue(value: string | null | undefined): boolean {
  return value === 't'
}
