/** Names as one writes them in SQL: utils/adt/ruleutils.c (quote_identifier). */
import type { CatalogueView } from '../catalogue/view.ts'

const PG_CATALOG = 11
const PUBLIC = 'public'
/** Words that quote_identifier quotes and that somebody may well call a column or table: not all key words. */
const quotedWords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast
  char character check coalesce collate collation column concurrently constraint create cross current_catalog
  current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable
  desc distinct do else end except exists extract false fetch float for foreign freeze from full grant greatest group
  grouping having ilike in initially inner inout int integer intersect interval into is isnull join json_array
  json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize json_table json_value
  lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not
  notnull null nullif numeric offset on only or order out outer overlaps overlay placing position precision primary
  real references returning right row select session_user setof similar smallint some substring symmetric system_user
  table tablesample then time timestamp to trailing treat trim true union unique user using values varchar variadic
  verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
  xmlroot xmlserialize xmltable`.split(/\s+/),
)

export function quotedIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !quotedWords.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** With its schema, unless that is public or pg_catalog. */
export function qualifiedName(view: CatalogueView, schemaOid: number, name: string): string {
  const schema = schemaName(view, schemaOid)
  const bare = quotedIdentifier(name)
  return schemaOid === PG_CATALOG || schema === PUBLIC ? bare : `${quotedIdentifier(schema)}.${bare}`
}

export function schemaName(view: CatalogueView, oid: number): string {
  return view.lastRow('pg_namespace', oid)?.text('nspname') ?? `schema ${oid}`
}

/** A role's name as it is written; PUBLIC for 0. */
export function roleName(view: CatalogueView, oid: number): string {
  if (oid === 0) return 'PUBLIC'
  const row = view.lastRow('pg_authid', oid)
  return row ? quotedIdentifier(row.text('rolname')) : String(oid)
}

/** Qualified name of a table, index, view or sequence; its number if there is none. */
export function relationName(view: CatalogueView, oid: number): string {
  const row = view.lastRow('pg_class', oid)
  return row ? qualifiedName(view, row.number('relnamespace'), row.text('relname')) : String(oid)
}
