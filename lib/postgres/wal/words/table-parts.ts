/** Words for what hangs on a table: constraints, triggers, policies, rules, partitions. */
import { rawElements } from '../values/arrays.ts'
import { qualifiedName, quotedIdentifier, relationName } from '../values/identifiers.ts'
import { actionOf, differs, rowOf, type Words, type WordsContext } from './wording.ts'

const constraintKinds: Record<string, string> = {
  c: 'check',
  f: 'foreign key',
  n: 'not null',
  p: 'primary key',
  u: 'unique',
  x: 'exclusion',
}

export const constraintWords: Words = (change, context) => {
  const row = rowOf(change)
  const table = row.number('conrelid')
  const kind = constraintKinds[row.letter('contype')]
  const name = quotedIdentifier(row.text('conname'))
  // Of a domain: there is no table.
  if (!table || !kind) return []
  const owner = context.view.lastRow('pg_class', table)
  if (owner?.number('relrewrite')) return []
  if (!change.after && context.comesOrGoes('pg_class', table)) return []
  // A column says itself whether it takes NULL.
  if (kind === 'not null') return []
  const of = context.relation(table)
  const named = { kind: 'constraint', name, of, oid: row.number('oid') }
  const action = actionOf(change)
  if (action !== 'altered') {
    const columns = columnNames(row.payload('conkey'), table, context)
    const target = row.number('confrelid')
    const list = kind === 'check' || columns === '' ? '' : ` (${columns})`
    const detail = `${kind}${list}${target ? ` references ${relationName(context.view, target)}` : ''}`
    return [{ ...named, action, detail }]
  }
  const said: string[] = []
  if (differs(change, 'conname'))
    said.push(`renamed from ${quotedIdentifier(change.before?.text('conname') ?? '')}`)
  if (differs(change, 'convalidated'))
    said.push(change.after?.flag('convalidated') ? 'validated' : 'not valid')
  if (differs(change, 'conenforced'))
    said.push(change.after?.flag('conenforced') ? 'enforced' : 'not enforced')
  if (differs(change, 'condeferrable') || differs(change, 'condeferred')) said.push('deferrability')
  return said.length > 0 ? [{ ...named, action, detail: said.join(', ') }] : []
}

export const triggerWords: Words = (change, context) => {
  const row = rowOf(change)
  if (row.flag('tgisinternal')) return []
  const table = row.number('tgrelid')
  const how = differs(change, 'tgenabled') ? 'enabled or disabled' : 'definition'
  return part(change, 'trigger', { table, name: 'tgname', how }, context)
}

export const policyWords: Words = (change, context) =>
  part(
    change,
    'policy',
    { table: rowOf(change).number('polrelid'), name: 'polname', how: 'definition' },
    context,
  )

export const ruleWords: Words = (change, context) => {
  const row = rowOf(change)
  const table = row.number('ev_class')
  if (row.text('rulename') !== '_RETURN')
    return part(change, 'rule', { table, name: 'rulename', how: 'definition' }, context)
  // A view is its rule: CREATE OR REPLACE VIEW.
  if (context.comesOrGoes('pg_class', table) || !change.before || !change.after) return []
  const { name } = context.relation(table)
  return [{ action: 'altered', kind: 'view', name, of: null, oid: table, detail: 'definition' }]
}

export const inheritanceWords: Words = (change, context) => {
  const row = rowOf(change)
  const table = row.number('inhrelid')
  const relation = context.view.lastRow('pg_class', table)
  if (!change.after || !relation || relation.letter('relkind') === 'i' || relation.letter('relkind') === 'I')
    return []
  if (relation.number('relrewrite')) return []
  const name = qualifiedName(context.view, relation.number('relnamespace'), relation.text('relname'))
  const parent = relationName(context.view, row.number('inhparent'))
  const detail = relation.flag('relispartition') ? `partition of ${parent}` : `inherits from ${parent}`
  return [{ action: 'altered', kind: 'table', name, of: null, oid: table, detail }]
}

function part(
  change: Parameters<Words>[0],
  kind: string,
  { table, name, how }: { table: number; name: string; how: string },
  context: WordsContext,
): ReturnType<Words> {
  const row = rowOf(change)
  if (!change.after && context.comesOrGoes('pg_class', table)) return []
  const isRenamed = differs(change, name)
  const before = quotedIdentifier(change.before?.text(name) ?? '')
  const action = actionOf(change)
  return [
    {
      ...{ action, kind, name: quotedIdentifier(row.text(name)), of: context.relation(table) },
      ...{
        oid: row.number('oid'),
        detail: action !== 'altered' ? '' : isRenamed ? `renamed from ${before}` : how,
      },
    },
  ]
}

/** Names of an int2[] of column numbers. */
function columnNames(keys: Uint8Array | null, table: number, context: WordsContext): string {
  if (!keys) return ''
  return [...rawElements(keys, { length: 2, align: 2 })]
    .map((raw) => context.columnName(table, raw ? (raw[0] ?? 0) | ((raw[1] ?? 0) << 8) : 0))
    .join(', ')
}
