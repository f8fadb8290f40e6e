/** Names of types as format_type writes them: utils/adt/format_type.c. */
import type { CatalogueView } from '../catalogue/view.ts'
import { qualifiedName, quotedIdentifier } from './identifiers.ts'

/** What SQL calls these types, by pg_type's name. */
const sqlNames: Record<string, string> = {
  bit: 'bit',
  bool: 'boolean',
  bpchar: 'character',
  char: '"char"',
  float4: 'real',
  float8: 'double precision',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  interval: 'interval',
  numeric: 'numeric',
  time: 'time without time zone',
  timetz: 'time with time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  varbit: 'bit varying',
  varchar: 'character varying',
}
const PG_CATALOG = 11

/** Without modifiers; a type of another schema than public is qualified. */
export function typeName(view: CatalogueView, oid: number): string {
  const row = view.lastRow('pg_type', oid)
  if (!row) return `type ${oid}`
  const element = row.number('typelem')
  if (element && row.letter('typcategory') === 'A') return `${typeName(view, element)}[]`
  const name = row.text('typname')
  if (row.number('typnamespace') !== PG_CATALOG) return qualifiedName(view, row.number('typnamespace'), name)
  return sqlNames[name] ?? quotedIdentifier(name)
}

/** With modifiers: numeric(8,2), character varying(20). */
export function fullTypeName(view: CatalogueView, oid: number, modifier: number): string {
  const name = typeName(view, oid)
  if (modifier < 0) return name
  const isArray = name.endsWith('[]')
  const [first = '', ...rest] = (isArray ? name.slice(0, -2) : name).split(' ')
  const text = modifierText(isArray ? name.slice(0, -2) : name, modifier)
  const isClock = first === 'time' || first === 'timestamp'
  const words = isClock ? [first + text, ...rest] : [[first, ...rest].join(' ') + text]
  return words.join(' ') + (isArray ? '[]' : '')
}

function modifierText(name: string, modifier: number): string {
  const length = modifier - 4
  if (name === 'numeric') return `(${(length >> 16) & 0xffff},${((length & 0x7ff) ^ 1024) - 1024})`
  if (name === 'character' || name === 'character varying') return `(${length})`
  return name === 'bit' || name === 'bit varying' || /^time/.test(name) ? `(${modifier})` : ''
}
