/** GRANT and REVOKE: lists of privileges in catalogue rows. Sources: utils/acl.h, utils/adt/acl.c (acldefault). */
import type { CatalogueChange } from '../../client/journal.ts'
import type { CatalogueRow } from '../catalogue/catalogue-row.ts'
import { rawElements } from '../values/arrays.ts'
import { roleName } from '../values/identifiers.ts'
import type { ObjectChange } from './change-group.ts'
import { differs, rowOf, type WordsContext } from './wording.ts'

/** By bit. */
const privileges = [
  ...['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'EXECUTE', 'USAGE'],
  ...['CREATE', 'TEMPORARY', 'CONNECT', 'SET', 'ALTER SYSTEM', 'MAINTAIN'],
]
const bits = (...names: string[]) => names.reduce((sum, name) => sum | (1 << privileges.indexOf(name)), 0)
const PUBLIC = 0

/** All privileges of a kind of object, and those that PUBLIC has of old. */
export const grantable = {
  table: {
    all: bits(...['INSERT', 'SELECT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']),
    ofPublic: 0,
  },
  sequence: { all: bits('SELECT', 'UPDATE', 'USAGE'), ofPublic: 0 },
  column: { all: bits('INSERT', 'SELECT', 'UPDATE', 'REFERENCES'), ofPublic: 0 },
  schema: { all: bits('USAGE', 'CREATE'), ofPublic: 0 },
  database: { all: bits('CREATE', 'TEMPORARY', 'CONNECT'), ofPublic: bits('TEMPORARY', 'CONNECT') },
  function: { all: bits('EXECUTE'), ofPublic: bits('EXECUTE') },
  type: { all: bits('USAGE'), ofPublic: bits('USAGE') },
} as const

export interface Granted {
  /** Column of the catalogue with the list. */
  column: string
  kind: keyof typeof grantable
  /** As one writes it behind ON. */
  on: string
  oid: number
  /** Column of the catalogue with the owner; null for a column of a table: nobody has rights on it of old. */
  owner: string | null
}

/** What was granted, and what was revoked, to each role. */
export function grantChanges(
  change: ObjectChange,
  granted: Granted,
  { view }: WordsContext,
): CatalogueChange[] {
  const [before, after] = [listOf(change.before, granted), listOf(change.after, granted)]
  if (!change.before || !change.after) return []
  const said: CatalogueChange[] = []
  const say = (action: CatalogueChange['action'], role: number, rights: number, detail: string) => {
    if (rights === 0) return
    const name = `${rightsText(rights, granted.kind)} on ${granted.on} to ${roleName(view, role)}`
    said.push({
      action,
      kind: 'grant',
      name,
      of: { oid: granted.oid, name: granted.on },
      oid: granted.oid,
      detail,
    })
  }
  // With a new owner, the old one's rights become his: no grant.
  const owners = granted.owner && differs(change, granted.owner) ? ownersOf(change, granted.owner) : []
  for (const role of new Set([...before.keys(), ...after.keys()])) {
    if (owners.includes(role)) continue
    const [old, now] = [before.get(role) ?? none, after.get(role) ?? none]
    const fresh = now.rights & ~old.rights
    const options = now.options & ~old.options
    say('created', role, fresh & ~options, '')
    say('created', role, options, 'with grant option')
    say('dropped', role, old.rights & ~now.rights, '')
    say('altered', role, old.options & ~now.options & now.rights, 'grant option revoked')
  }
  return said
}

function ownersOf({ before, after }: ObjectChange, column: string): number[] {
  return [before, after].flatMap((row) => (row ? [row.number(column)] : []))
}

interface Rights {
  rights: number
  options: number
}
const none: Rights = { rights: 0, options: 0 }

function listOf(row: CatalogueRow | null, { column, kind, owner }: Granted): Map<number, Rights> {
  const list = new Map<number, Rights>()
  if (!row) return list
  const items = row.payload(column)
  if (!items) {
    if (owner !== null) list.set(row.number(owner), { rights: grantable[kind].all, options: 0 })
    if (grantable[kind].ofPublic) list.set(PUBLIC, { rights: grantable[kind].ofPublic, options: 0 })
    return list
  }
  for (const item of rawElements(items, { length: 16, align: 8 })) {
    if (!item) continue
    const view = new DataView(item.buffer, item.byteOffset)
    const grantee = view.getUint32(0, true)
    const known = list.get(grantee) ?? none
    const rights = known.rights | view.getUint32(8, true)
    list.set(grantee, { rights, options: known.options | view.getUint32(12, true) })
  }
  return list
}

function rightsText(rights: number, kind: Granted['kind']): string {
  if (rights === grantable[kind].all && kind !== 'function' && kind !== 'type') return 'ALL'
  return privileges.filter((_, bit) => rights & (1 << bit)).join(', ')
}

/** "owner bob", if it has changed. */
export function ownerChange(change: ObjectChange, column: string, { view }: WordsContext): string[] {
  if (change.before?.number(column) === change.after?.number(column)) return []
  return [`owner ${roleName(view, rowOf(change).number(column))}`]
}
