/** Words for roles, memberships, databases, schemas. */
import type { CatalogueChange } from '../../client/journal.ts'
import { quotedIdentifier, roleName } from '../values/identifiers.ts'
import { grantChanges, ownerChange } from './grants.ts'
import { actionOf, differs, rowOf, type Words } from './wording.ts'

/** Attributes of a role, as CREATE ROLE has them. */
const roleAttributes: readonly [string, string, string][] = [
  ['rolsuper', 'superuser', 'no superuser'],
  ['rolcanlogin', 'login', 'no login'],
  ['rolcreatedb', 'may create databases', 'may not create databases'],
  ['rolcreaterole', 'may create roles', 'may not create roles'],
  ['rolinherit', 'inherits', 'does not inherit'],
  ['rolreplication', 'replication', 'no replication'],
  ['rolbypassrls', 'bypasses row level security', 'does not bypass row level security'],
]

export const roleWords: Words = (change, _context) => {
  const row = rowOf(change)
  const named = {
    kind: 'role',
    name: quotedIdentifier(row.text('rolname')),
    of: null,
    oid: row.number('oid'),
  }
  const action = actionOf(change)
  if (action === 'dropped') return [{ ...named, action, detail: '' }]
  if (action === 'created') {
    const said = roleAttributes
      .filter(([column]) => row.flag(column) && column !== 'rolinherit')
      .map(([, yes]) => yes)
    return [{ ...named, action, detail: said.join(', ') }]
  }
  const said = roleAttributes
    .filter(([column]) => differs(change, column))
    .map(([column, yes, no]) => (row.flag(column) ? yes : no))
  if (differs(change, 'rolname'))
    said.push(`renamed from ${quotedIdentifier(change.before?.text('rolname') ?? '')}`)
  if (differs(change, 'rolpassword')) said.push('password')
  if (differs(change, 'rolvaliduntil')) said.push('validity of its password')
  if (differs(change, 'rolconnlimit')) said.push('number of connections')
  return said.length > 0 ? [{ ...named, action, detail: said.join(', ') }] : []
}

export const membershipWords: Words = (change, { view }) => {
  const row = rowOf(change)
  const name = `${roleName(view, row.number('member'))} in ${roleName(view, row.number('roleid'))}`
  const options = [
    ...(row.flag('admin_option') ? ['with admin option'] : []),
    ...(row.flag('inherit_option') ? [] : ['inherits nothing']),
    ...(row.flag('set_option') ? [] : ['may not set the role']),
  ]
  const action = actionOf(change)
  return [
    {
      action,
      kind: 'membership',
      name,
      of: null,
      oid: row.number('oid'),
      detail: action === 'dropped' ? '' : options.join(', '),
    },
  ]
}

export const databaseWords: Words = (change, context) => {
  const row = rowOf(change)
  const name = quotedIdentifier(row.text('datname'))
  const oid = row.number('oid')
  const named = { kind: 'database', name, of: null, oid }
  const action = actionOf(change)
  const said: CatalogueChange[] = []
  const details = action === 'altered' ? ownerChange(change, 'datdba', context) : []
  if (differs(change, 'datname'))
    details.push(`renamed from ${quotedIdentifier(change.before?.text('datname') ?? '')}`)
  if (differs(change, 'datallowconn') || differs(change, 'datistemplate') || differs(change, 'datconnlimit'))
    details.push('who may connect')
  // DROP DATABASE marks it in place before its row goes: no word of its own.
  if (action !== 'altered' || details.length > 0) said.push({ ...named, action, detail: details.join(', ') })
  const granted = {
    column: 'datacl',
    kind: 'database',
    on: `database ${name}`,
    oid,
    owner: 'datdba',
  } as const
  return [...said, ...grantChanges(change, granted, context)]
}

export const schemaWords: Words = (change, context) => {
  const row = rowOf(change)
  const name = quotedIdentifier(row.text('nspname'))
  // The first temporary table of a session brings its schema.
  if (/^pg_(toast_)?temp_/.test(row.text('nspname'))) return []
  const oid = row.number('oid')
  const action = actionOf(change)
  const said: CatalogueChange[] = []
  const details = action === 'altered' ? ownerChange(change, 'nspowner', context) : []
  if (differs(change, 'nspname'))
    details.push(`renamed from ${quotedIdentifier(change.before?.text('nspname') ?? '')}`)
  if (action !== 'altered' || details.length > 0)
    said.push({ action, kind: 'schema', name, of: null, oid, detail: details.join(', ') })
  const granted = {
    column: 'nspacl',
    kind: 'schema',
    on: `schema ${name}`,
    oid,
    owner: 'nspowner',
  } as const
  return [...said, ...grantChanges(change, granted, context)]
}
