/** Catalogues by number: the same in every PostgreSQL (catalog/pg_*.h). */

export const catalogueOid = {
  pg_type: 1247,
  pg_attribute: 1249,
  pg_proc: 1255,
  pg_class: 1259,
  pg_authid: 1260,
  pg_auth_members: 1261,
  pg_database: 1262,
  pg_attrdef: 2604,
  pg_constraint: 2606,
  pg_description: 2609,
  pg_index: 2610,
  pg_inherits: 2611,
  pg_namespace: 2615,
  pg_rewrite: 2618,
  pg_trigger: 2620,
  pg_sequence: 2224,
  pg_policy: 3256,
  pg_enum: 3501,
  pg_range: 3541,
} as const

export type CatalogueName = keyof typeof catalogueOid

/** Columns by which rows are looked up; of other catalogues, by their oid. */
export const keyColumns: Partial<Record<CatalogueName, readonly string[]>> = {
  pg_class: ['oid', 'relfilenode'],
  pg_attribute: ['attrelid'],
  pg_index: ['indexrelid', 'indrelid'],
  pg_constraint: ['oid', 'conrelid'],
  pg_inherits: ['inhrelid'],
  pg_enum: ['enumtypid'],
  pg_range: ['rngtypid', 'rngmultitypid'],
  pg_sequence: ['seqrelid'],
  pg_attrdef: ['oid', 'adrelid'],
}

/** Read with their database; others when the first change comes. */
export const readAtOnce: readonly CatalogueName[] = [
  ...(['pg_namespace', 'pg_type', 'pg_index', 'pg_constraint', 'pg_inherits', 'pg_enum'] as const),
  ...(['pg_range', 'pg_sequence', 'pg_policy', 'pg_trigger', 'pg_attrdef'] as const),
]

/** What all databases share; read at once, too. */
export const readAtOnceOfAll: readonly CatalogueName[] = ['pg_authid', 'pg_auth_members', 'pg_database']

/** The OIDs below are PostgreSQL's own: FirstNormalObjectId. */
export const FIRST_USER_OID = 16384
