/** Words for pg_type, pg_enum and pg_proc. */
import type { CatalogueChange } from '../../client/journal.ts'
import { rawElements } from '../values/arrays.ts'
import { qualifiedName, quotedIdentifier, schemaName } from '../values/identifiers.ts'
import { typeName } from '../values/type-name.ts'
import { grantChanges, ownerChange } from './grants.ts'
import { columnList } from './relations.ts'
import { actionOf, differs, rowOf, type Words, type WordsContext } from './wording.ts'

/** Enums, domains, ranges, composite types of their own. */
export const typeWords: Words = (change, context) => {
  const row = rowOf(change)
  const { view } = context
  const relation = row.number('typrelid')
  const kind = row.letter('typtype')
  // Row types and arrays come with their table or element; a multirange with its range.
  if (kind === 'm' || row.letter('typcategory') === 'A') return []
  if (kind === 'c' && view.lastRow('pg_class', relation)?.letter('relkind') !== 'c') return []
  const oid = row.number('oid')
  const name = qualifiedName(view, row.number('typnamespace'), row.text('typname'))
  const named = { kind: kind === 'd' ? 'domain' : 'type', name, of: null, oid }
  const action = actionOf(change)
  const said: CatalogueChange[] = []
  if (action === 'created') said.push({ ...named, action, detail: typeDetail(row, context) })
  else if (action === 'dropped') said.push({ ...named, action, detail: '' })
  else {
    const details = ownerChange(change, 'typowner', context)
    if (differs(change, 'typname'))
      details.push(`renamed from ${quotedIdentifier(change.before?.text('typname') ?? '')}`)
    if (differs(change, 'typnamespace'))
      details.push(`moved from schema ${schemaName(view, change.before?.number('typnamespace') ?? 0)}`)
    if (differs(change, 'typnotnull')) details.push(row.flag('typnotnull') ? 'not null' : 'may be null')
    if (differs(change, 'typdefault')) details.push('default')
    if (details.length > 0) said.push({ ...named, action, detail: details.join(', ') })
  }
  const granted = {
    column: 'typacl',
    kind: 'type',
    on: `type ${name}`,
    oid,
    owner: 'typowner',
  } as const
  return [...said, ...grantChanges(change, granted, context)]
}

/** A label more, or another name of one, of a type that was there before. */
export const enumWords: Words = (change, context) => {
  const row = rowOf(change)
  const oid = row.number('enumtypid')
  if (context.comesOrGoes('pg_type', oid)) return []
  const label = `'${row.text('enumlabel')}'`
  const before = `'${change.before?.text('enumlabel')}'`
  if (change.before && change.after && !differs(change, 'enumlabel')) return []
  const changed = change.after ? `value ${before} renamed to ${label}` : `value ${label} dropped`
  const detail = change.before ? changed : `value ${label} added`
  return [{ action: 'altered', kind: 'type', name: typeName(context.view, oid), of: null, oid, detail }]
}

const functionKinds: Record<string, string> = { a: 'aggregate', p: 'procedure', w: 'window function' }

export const functionWords: Words = (change, context) => {
  const row = rowOf(change)
  const { view } = context
  const name = `${qualifiedName(view, row.number('pronamespace'), row.text('proname'))}(${argumentTypes(row.payload('proargtypes'), context)})`
  // A new range type brings its constructors.
  const isConstructor = context.changes.some(
    ({ catalogue, before, after }) =>
      catalogue === 'pg_type' &&
      !before &&
      after &&
      /^[rm]$/.test(after.letter('typtype')) &&
      after.text('typname') === row.text('proname'),
  )
  if (isConstructor) return []
  const oid = row.number('oid')
  const named = { kind: functionKinds[row.letter('prokind')] ?? 'function', name, of: null, oid }
  const action = actionOf(change)
  const said: CatalogueChange[] = []
  if (action !== 'altered')
    said.push({
      ...named,
      action,
      detail: action === 'created' ? returns(row.number('prorettype'), context) : '',
    })
  else {
    const details = ownerChange(change, 'proowner', context)
    if (differs(change, 'proname'))
      details.push(`renamed from ${quotedIdentifier(change.before?.text('proname') ?? '')}`)
    const isReplaced = [
      'prosrc',
      'prosqlbody',
      'prolang',
      'provolatile',
      'proconfig',
      'prosecdef',
      'proisstrict',
      'pronamespace',
      'proargnames',
      'proargdefaults',
      'prorettype',
    ].some((column) => differs(change, column))
    if (isReplaced) details.push('definition')
    if (details.length > 0) said.push({ ...named, action, detail: details.join(', ') })
  }
  const granted = {
    column: 'proacl',
    kind: 'function',
    on: `function ${name}`,
    oid,
    owner: 'proowner',
  } as const
  return [...said, ...grantChanges(change, granted, context)]
}

function returns(oid: number, { view }: WordsContext): string {
  return oid === 0 || typeName(view, oid) === 'void' ? '' : `returns ${typeName(view, oid)}`
}

function argumentTypes(types: Uint8Array | null, { view }: WordsContext): string {
  if (!types) return ''
  return [...rawElements(types, { length: 4, align: 4 })]
    .map((raw) => (raw ? typeName(view, new DataView(raw.buffer, raw.byteOffset).getUint32(0, true)) : ''))
    .join(', ')
}

function typeDetail(row: ReturnType<typeof rowOf>, { view }: WordsContext): string {
  if (row.letter('typtype') === 'd') return `of ${typeName(view, row.number('typbasetype'))}`
  if (row.letter('typtype') === 'e')
    return `enum of ${[...view.rows('pg_enum', row.number('oid'))].map((label) => `'${label.text('enumlabel')}'`).join(', ')}`
  if (row.letter('typtype') === 'c') return columnList(view, row.number('typrelid'))
  return row.letter('typtype') === 'r' ? 'range' : ''
}
