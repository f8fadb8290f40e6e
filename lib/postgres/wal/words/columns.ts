/** Words for columns of tables that exist: pg_attribute, pg_attrdef. */
import type { CatalogueChange } from '../../client/journal.ts'
import { quotedIdentifier } from '../values/identifiers.ts'
import { fullTypeName } from '../values/type-name.ts'
import type { ObjectChange } from './change-group.ts'
import { grantChanges } from './grants.ts'
import { differs, rowOf, type Words, type WordsContext } from './wording.ts'

/** Relations whose columns are worth a word: tables, views, composite types. */
const withColumns = 'rpvmfc'

export const columnWords: Words = (change, context) => {
  const row = rowOf(change)
  const relation = row.number('attrelid')
  const number = row.integer('attnum')
  const owner = context.view.lastRow('pg_class', relation)
  if (number < 1 || !owner || owner.number('relrewrite') || !change.after) return []
  if (!withColumns.includes(owner.letter('relkind')) || context.comesOrGoes('pg_class', relation)) return []
  const of = context.relation(relation)
  const named = { kind: 'column', name: quotedIdentifier(row.text('attname')), of, oid: relation }
  const type = fullTypeName(context.view, row.number('atttypid'), row.integer('atttypmod'))
  if (!change.before) return [{ ...named, action: 'created', detail: type }]
  if (change.after.flag('attisdropped')) {
    if (change.before.flag('attisdropped')) return []
    return [
      { ...named, name: quotedIdentifier(change.before.text('attname')), action: 'dropped', detail: '' },
    ]
  }
  const said: CatalogueChange[] = []
  const detail = alterations(change, type, context).join(', ')
  if (detail) said.push({ ...named, action: 'altered', detail })
  const granted = {
    column: 'attacl',
    kind: 'column',
    on: `${of.name} (${named.name})`,
    oid: relation,
    owner: null,
  } as const
  said.push(...grantChanges(change, granted, context))
  return said
}

/** DEFAULT is a row of its own; its expression is stored as a tree, and not spelled out. */
export const defaultWords: Words = (change, context) => {
  const row = rowOf(change)
  const relation = row.number('adrelid')
  const column = [...context.view.rows('pg_attribute', relation)].find(
    (attribute) => attribute.integer('attnum') === row.integer('adnum'),
  )
  // With a new column, or with one that goes, the default comes and goes by itself.
  const isNew = context.changes.some(
    ({ catalogue, before, after }) =>
      catalogue === 'pg_attribute' &&
      (!before || after?.flag('attisdropped')) &&
      rowOf({ catalogue, before, after }).number('attrelid') === relation &&
      rowOf({ catalogue, before, after }).integer('attnum') === row.integer('adnum'),
  )
  if (!column || isNew || column.flag('attisdropped') || context.comesOrGoes('pg_class', relation)) return []
  return [
    {
      action: 'altered',
      kind: 'column',
      name: quotedIdentifier(column.text('attname')),
      of: context.relation(relation),
      oid: relation,
      detail: change.after ? 'default set' : 'default dropped',
    },
  ]
}

function alterations(change: ObjectChange, type: string, { view }: WordsContext): string[] {
  const { before, after } = change
  if (!before || !after) return []
  const said: string[] = []
  if (differs(change, 'attname')) said.push(`renamed from ${quotedIdentifier(before.text('attname'))}`)
  if (differs(change, 'atttypid') || differs(change, 'atttypmod')) {
    const old = fullTypeName(view, before.number('atttypid'), before.integer('atttypmod'))
    said.push(`type ${type}, was ${old}`)
  }
  if (differs(change, 'attnotnull')) said.push(after.flag('attnotnull') ? 'not null' : 'may be null')
  if (differs(change, 'attidentity')) said.push(after.letter('attidentity') ? 'identity' : 'no identity')
  if (differs(change, 'attgenerated')) said.push('expression dropped')
  if (differs(change, 'attstorage')) said.push('storage')
  return said
}
