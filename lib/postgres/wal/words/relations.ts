/** Words for pg_class: tables, views, indexes, sequences. */
import type { CatalogueChange } from '../../client/journal.ts'
import type { CatalogueRow } from '../catalogue/catalogue-row.ts'
import { indexColumns } from '../rows/written-table.ts'
import { qualifiedName, quotedIdentifier, schemaName } from '../values/identifiers.ts'
import { fullTypeName } from '../values/type-name.ts'
import type { ObjectChange } from './change-group.ts'
import { grantChanges, ownerChange } from './grants.ts'
import { actionOf, differs, rowOf, type Words, type WordsContext } from './wording.ts'

const kinds: Record<string, string> = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  S: 'sequence',
  f: 'foreign table',
  i: 'index',
  I: 'index',
}
const TEMPORARY = 't'
const UNLOGGED = 'u'

/** A table, view, sequence or index; row types, TOAST tables and files that replace others are no objects of a learner's. */
export const relationWords: Words = (change, context) => {
  const row = rowOf(change)
  const kind = kinds[row.letter('relkind')]
  if (!kind || row.number('relrewrite')) return []
  const oid = row.number('oid')
  const isIndex = kind === 'index'
  const index = isIndex ? context.view.lastRow('pg_index', oid) : null
  if (isIndex && !index) return []
  const table = index?.number('indrelid') ?? 0
  // The indexes of a dropped table go with it; those of TOAST tables belong to nobody.
  if (isIndex && context.view.lastRow('pg_class', table)?.letter('relkind') === 't') return []
  if (isIndex && !change.after && context.comesOrGoes('pg_class', table)) return []
  const named = {
    kind: kindWithPersistence(kind, row),
    name: qualifiedName(context.view, row.number('relnamespace'), row.text('relname')),
    of: isIndex ? context.relation(table) : null,
    oid,
  }
  const said: CatalogueChange[] = []
  const action = actionOf(change)
  const detail = action === 'altered' ? alterations(change, context).join(', ') : ''
  if (action === 'created')
    said.push({ ...named, action, detail: index ? indexDetail(index, context) : createdDetail(row, context) })
  else if (action === 'dropped' || detail) said.push({ ...named, action, detail })
  const grantKind = kind === 'sequence' ? 'sequence' : 'table'
  if (!isIndex)
    said.push(
      ...grantChanges(
        change,
        { column: 'relacl', kind: grantKind, on: named.name, oid, owner: 'relowner' },
        context,
      ),
    )
  return said
}

function kindWithPersistence(kind: string, row: CatalogueRow): string {
  if (kind === 'index') return kind
  if (row.letter('relpersistence') === TEMPORARY) return `temporary ${kind}`
  return row.letter('relpersistence') === UNLOGGED ? `unlogged ${kind}` : kind
}

function createdDetail(row: CatalogueRow, { view }: WordsContext): string {
  return row.letter('relkind') === 'S' ? '' : columnList(view, row.number('oid'))
}

/** "id integer, name text". */
export function columnList(view: WordsContext['view'], relation: number): string {
  return [...view.rows('pg_attribute', relation)]
    .filter((column) => column.integer('attnum') > 0 && !column.flag('attisdropped'))
    .sort((one, other) => one.integer('attnum') - other.integer('attnum'))
    .map((column) => columnText(column, view))
    .join(', ')
}

function columnText(column: CatalogueRow, view: WordsContext['view']): string {
  const type = fullTypeName(view, column.number('atttypid'), column.integer('atttypmod'))
  return `${quotedIdentifier(column.text('attname'))} ${type}`
}

/** "unique, on (a, b)"; expressions are not spelled out. */
function indexDetail(index: CatalogueRow, context: WordsContext): string {
  const table = index.number('indrelid')
  const names = indexColumns(index).map((number) =>
    number === 0 ? '(expression)' : context.columnName(table, number),
  )
  return `${index.flag('indisunique') ? 'unique, ' : ''}on (${names.join(', ')})`
}

function alterations(change: ObjectChange, context: WordsContext): string[] {
  const { before, after } = change
  if (!before || !after) return []
  const said: string[] = []
  if (differs(change, 'relname')) said.push(`renamed from ${quotedIdentifier(before.text('relname'))}`)
  if (differs(change, 'relnamespace'))
    said.push(`moved from schema ${schemaName(context.view, before.number('relnamespace'))}`)
  said.push(...ownerChange(change, 'relowner', context))
  if (differs(change, 'relpersistence'))
    said.push(after.letter('relpersistence') === UNLOGGED ? 'set unlogged' : 'set logged')
  if (differs(change, 'relrowsecurity'))
    said.push(`row level security ${after.flag('relrowsecurity') ? 'enabled' : 'disabled'}`)
  if (differs(change, 'relforcerowsecurity'))
    said.push(
      `row level security ${after.flag('relforcerowsecurity') ? 'forced' : 'not forced'} on its owner`,
    )
  if (differs(change, 'relreplident')) said.push('replica identity')
  if (differs(change, 'reloptions')) said.push('storage parameters')
  if (differs(change, 'reltablespace')) said.push('tablespace')
  if (differs(change, 'relispartition') && !after.flag('relispartition'))
    said.push('detached from its partitioned table')
  return said
}

/** ALTER SEQUENCE: what is not a value. */
export const sequenceWords: Words = (change, context) => {
  const oid = rowOf(change).number('seqrelid')
  if (context.comesOrGoes('pg_class', oid)) return []
  const { name } = context.relation(oid)
  return [{ action: 'altered', kind: 'sequence', name, of: null, oid, detail: 'parameters' }]
}
