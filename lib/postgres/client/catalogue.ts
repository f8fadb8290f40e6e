/** What a database has, for completion in the editor and a browser of schemas. Only what is committed is seen. */
import { withConnection } from './query.ts'
import type { Server } from './server.ts'

export interface CatalogueColumn {
  name: string
  /** As format_type() writes it: integer, numeric(8,2), text[]. */
  type: string
}

export interface CatalogueRelation {
  name: string
  kind: 'table' | 'view' | 'materialized view' | 'foreign table' | 'partitioned table'
  columns: CatalogueColumn[]
}

export interface CatalogueFunction {
  name: string
  kind: 'function' | 'procedure' | 'aggregate' | 'window function'
  /** As pg_get_function_arguments() writes them. */
  arguments: string
  /** Null for procedures. */
  result: string | null
}

export interface CatalogueSchema {
  name: string
  relations: CatalogueRelation[]
  functions: CatalogueFunction[]
}

export interface Catalogue {
  database: string
  /** Where names without a schema are looked for, in order, for this role; pg_catalog included. */
  searchPath: string[]
  schemas: CatalogueSchema[]
}

export interface CatalogueOptions {
  /** Also pg_catalog and information_schema, which are much the same in every database. */
  system?: boolean
}

/**
 * Reads over a connection of its own that is closed before this settles: it sees nothing of any transaction, and is in
 * nobody's way. Rejects with ServerError or ConnectionLostError.
 */
export async function readCatalogue(
  server: Server,
  { user, database }: { user: string; database: string },
  { system = false }: CatalogueOptions = {},
): Promise<Catalogue> {
  return withConnection(server, { user, database }, async (ask) => {
    // One look at all three; a schema that is made meanwhile would else have no functions.
    await ask('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    const path = await ask('SELECT unnest(pg_catalog.current_schemas(true))')
    const schemas = new Map<string, CatalogueSchema>()
    const condition = system
      ? "nspname !~ '^pg_(toast|temp)'"
      : "nspname !~ '^pg_' AND nspname <> 'information_schema'"
    for (const [name] of (await ask(schemasQuery(condition))).rows) {
      if (name) schemas.set(name, { name, relations: [], functions: [] })
    }
    addColumns(schemas, (await ask(columnsQuery(condition))).rows)
    addFunctions(schemas, (await ask(functionsQuery(condition))).rows)
    return {
      database,
      searchPath: path.rows.map(([name]) => name ?? ''),
      schemas: [...schemas.values()],
    }
  })
}

type Row = (string | null)[]

function schemasQuery(condition: string): string {
  return `SELECT nspname FROM pg_catalog.pg_namespace WHERE ${condition} ORDER BY nspname`
}

/** A row for each column, and one with NULLs for a relation without columns. */
function columnsQuery(condition: string): string {
  return `
    SELECT schema.nspname, rel.relname,
      CASE rel.relkind
        WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
        WHEN 'v' THEN 'view' ELSE 'materialized view'
      END,
      col.attname, pg_catalog.format_type(col.atttypid, col.atttypmod)
    FROM pg_catalog.pg_class rel
    JOIN pg_catalog.pg_namespace schema ON schema.oid = rel.relnamespace
    LEFT JOIN pg_catalog.pg_attribute col
      ON col.attrelid = rel.oid AND col.attnum > 0 AND NOT col.attisdropped
    WHERE rel.relkind IN ('r', 'p', 'f', 'v', 'm') AND ${condition}
    ORDER BY 1, 2, col.attnum`
}

function addColumns(schemas: Map<string, CatalogueSchema>, rows: Row[]): void {
  for (const [schemaName, name, kind, column, type] of rows) {
    const relations = schemas.get(schemaName ?? '')?.relations
    if (relations === undefined || !name) continue
    let relation = relations.at(-1)
    if (relation?.name !== name) {
      relation = { name, kind: kind as CatalogueRelation['kind'], columns: [] }
      relations.push(relation)
    }
    if (column) relation.columns.push({ name: column, type: type ?? '' })
  }
}

/** Functions that only PostgreSQL itself can call (with "internal" arguments) are left out. */
function functionsQuery(condition: string): string {
  return `
    SELECT schema.nspname, proc.proname,
      CASE proc.prokind
        WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function'
      END,
      pg_catalog.pg_get_function_arguments(proc.oid), pg_catalog.pg_get_function_result(proc.oid)
    FROM pg_catalog.pg_proc proc
    JOIN pg_catalog.pg_namespace schema ON schema.oid = proc.pronamespace
    WHERE ${condition}
      AND NOT 'internal'::pg_catalog.regtype = ANY (proc.proargtypes::pg_catalog.oid[])
      AND proc.prorettype <> 'internal'::pg_catalog.regtype
    ORDER BY 1, 2, 4`
}

function addFunctions(schemas: Map<string, CatalogueSchema>, rows: Row[]): void {
  for (const [schemaName, name, kind, given, result] of rows) {
    schemas.get(schemaName ?? '')?.functions.push({
      name: name ?? '',
      kind: kind as CatalogueFunction['kind'],
      arguments: given ?? '',
      result: result ?? null,
    })
  }
}
