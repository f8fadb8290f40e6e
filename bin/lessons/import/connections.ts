/** Where Python code and magics connect to, read from connection strings, and what must exist before they can. */
import type { ImportedSession } from './imported.ts'

/** A connection string or the arguments of psycopg2.connect, with libpq's defaults. */
export interface Target {
  role: string
  database: string
  /** Null for this machine. */
  host: string | null
  port: string | null
}

const local = ['', 'localhost', '127.0.0.1', '::1']

/** PostgreSQL manual, "Connection Strings": `key=value` pairs or a URI. Null if it is neither. */
export function readConnectionString(text: string): Target | null {
  if (/^postgres(?:ql)?(?:\+\w+)?:\/\//.test(text)) {
    const url = URL.parse(text.replace(/^postgres(?:ql)?(?:\+\w+)?:/, 'http:'))
    if (url === null) return null
    const [user, dbname] = [url.username, url.pathname.slice(1)].map(decodeURIComponent)
    return target({ user, dbname, host: url.hostname, port: url.port })
  }
  const pairs = text.matchAll(/(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/g)
  const found = Object.fromEntries(Array.from(pairs, ([, key, quoted, bare]) => [key, quoted ?? bare]))
  return Object.keys(found).length === 0 ? null : target(found)
}

/** Each call of `psycopg2.connect` (or `connect`) whose arguments are written out; `at` is its offset. */
export function connectionsIn(python: string): { target: Target; at: number }[] {
  return Array.from(python.matchAll(/\b(?:psycopg2\.)?connect\(([^)]*)\)/g), ({ index, 1: written = '' }) => {
    const [, , first = ''] = /^\s*f?(['"]{1,3})(.*?)\1/s.exec(written) ?? []
    const named = Array.from(written.matchAll(/(\w+)\s*=\s*(['"]?)([^'",\s)]*)\2\s*(?:,|$)/g))
    const keywords = Object.fromEntries(named.map(([, key, , value]) => [key, value]))
    const pairs = first === '' ? null : readConnectionString(first)
    const { database, dbname = database, user, host, port } = keywords
    return { target: pairs ?? target({ user, dbname, host, port }), at: index }
  })
}

function target(found: Record<string, string | undefined>): Target {
  const role = found.user || 'postgres'
  const { host = '', port = '' } = found
  return {
    role,
    database: found.dbname || role,
    host: local.includes(host) ? null : host,
    port: port === '' || port === '5432' ? null : port,
  }
}

/** Roles and databases as statements for a superuser; those that `sources` create themselves are left out. */
export function setUpFor(
  targets: readonly { role: string; database: string }[],
  sources: readonly string[],
): string[] {
  const all = sources.join('\n')
  const creates = (what: string, name = '') =>
    new RegExp(`\\bcreate\\s+(?:${what})\\s+"?${escaped(name)}\\b`, 'i').test(all)
  const roles = new Set(targets.map(({ role }) => role))
  const owners = new Map(targets.map(({ role, database }) => [database, role] as const).toReversed())
  const rights = `${creates('database') ? ' CREATEDB' : ''}${creates('role|user|group') ? ' CREATEROLE' : ''}`
  return [
    ...[...roles]
      .filter((role) => role !== 'postgres' && !creates('role|user', role))
      .map((role) => `CREATE ROLE ${identifier(role)} LOGIN${rights};`),
    ...[...owners]
      .filter(([database]) => !['postgres', 'template1'].includes(database) && !creates('database', database))
      .map(([database, role]) => `CREATE DATABASE ${identifier(database)} OWNER ${identifier(role)};`),
  ]
}

/** As SQL has it: in double quotes where it must be. */
function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** Gives sessions names: that of the role, with the database where a role has several. */
export class SessionNames {
  readonly list: ImportedSession[] = []

  /** One whose name the file says. */
  add(session: ImportedSession): void {
    if (!this.list.some(({ name }) => name === session.name)) this.list.push(session)
  }

  of({ role, database }: { role: string; database: string }): string {
    const known = this.list.find((each) => each.role === role && each.database === database)
    if (known !== undefined) return known.name
    const [short = 'main', long = short] = [role, `${role}-${database}`].map((text) =>
      text.replace(/[^A-Za-z0-9_-]/g, '-').replace(/^(?![A-Za-z])/, 's'),
    )
    const isTaken = (name: string) =>
      ['postgres', 'python'].includes(name)
        ? database !== 'postgres'
        : this.list.some((one) => one.name === name)
    const name = isTaken(short) ? long : short
    this.list.push({ name, role, database })
    return name
  }
}
