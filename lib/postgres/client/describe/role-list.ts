/** `\du` and `\dg`: roles. PostgreSQL manual, psql, `\du`. */
import type { Ask } from '../commands/command.ts'
import type { Output, Value } from '../outcome.ts'
import { patternConditions } from './pattern.ts'
import type { ListOptions } from './relation-list.ts'
import { textTable } from './table-output.ts'

export async function listRoles({ pattern, verbose, system }: ListOptions, ask: Ask): Promise<Output> {
  const conditions = [
    ...(system || pattern !== null ? [] : ["role.rolname OPERATOR(pg_catalog.!~) '^pg_'"]),
    ...patternConditions(pattern?.parsed ?? null, { schema: null, name: 'role.rolname', visible: null }),
  ]
  const { rows } = await ask(`
    SELECT role.rolname, role.rolconnlimit, role.rolvaliduntil,
      pg_catalog.shobj_description(role.oid, 'pg_authid'),
      ${Object.values(attributes).join(', ')}
    FROM pg_catalog.pg_roles role
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
    ORDER BY 1`)
  const headers = ['Role name', 'Attributes', ...(verbose ? ['Description'] : [])]
  return textTable(
    'List of roles',
    headers,
    rows.map((row) => roleRow(row, verbose)),
    [],
  )
}

/** The words for what a role may, or may not, and when they hold. */
const attributes: Record<string, string> = {
  Superuser: 'role.rolsuper',
  'No inheritance': 'NOT role.rolinherit',
  'Create role': 'role.rolcreaterole',
  'Create DB': 'role.rolcreatedb',
  'Cannot login': 'NOT role.rolcanlogin',
  Replication: 'role.rolreplication',
  'Bypass RLS': 'role.rolbypassrls',
}

function roleRow([name = '', limit, validUntil, description, ...has]: Value[], verbose: boolean): Value[] {
  const words = Object.keys(attributes).filter((_, index) => has[index] === 't')
  const lines = [
    ...(words.length > 0 ? [words.join(', ')] : []),
    ...connectionLimit(Number(limit)),
    ...(validUntil ? [`Password valid until ${validUntil}`] : []),
  ]
  return [name, lines.join('\n'), ...(verbose ? [description ?? null] : [])]
}

function connectionLimit(limit: number): string[] {
  if (limit < 0) return []
  if (limit === 0) return ['No connections']
  return [limit === 1 ? '1 connection' : `${limit} connections`]
}
