/** What is on a server before a lesson, and how it is brought back to that: only what is new is dropped. */
import { type QueryResult, withConnection } from '../../../lib/postgres/client/query.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'

type Ask = (sql: string) => Promise<QueryResult>

export interface Inventory {
  roles: string[]
  databases: string[]
  /** Of the database postgres: statements that would drop what stands in it. */
  objects: string[]
}

/** Schemas, then what stands in schemas that are PostgreSQL's or were there. Extensions' own members go with them. */
const drops = `
  SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', nspname) FROM pg_namespace WHERE nspname !~ '^pg_'
  UNION ALL
  SELECT format('DROP EXTENSION IF EXISTS %I CASCADE', extname) FROM pg_extension
  UNION ALL
  SELECT format('DROP %s IF EXISTS %s CASCADE',
    CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
      WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END,
    format('%I.%I', nspname, relname))
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND nspname !~ '^(pg_|information_schema$)'
  UNION ALL
  SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', p.oid::regprocedure)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname !~ '^(pg_|information_schema$)'
  UNION ALL
  SELECT format('DROP %s IF EXISTS %s CASCADE', CASE typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, format('%I.%I', nspname, typname))
  FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace
  WHERE typtype IN ('d', 'e', 'r') AND nspname !~ '^(pg_|information_schema$)'`

/** `ask` asks as a superuser in the database postgres. */
export async function inventoryOf(ask: Ask): Promise<Inventory> {
  const list = async (sql: string) => (await ask(sql)).rows.map(([name]) => name ?? '')
  return {
    roles: await list('SELECT rolname FROM pg_roles'),
    databases: await list('SELECT datname FROM pg_database'),
    objects: await list(drops),
  }
}

/** Drops databases, objects in the database postgres, and roles, in that order. */
export async function dropWhatIsNew(before: Inventory, ask: Ask, server: Server): Promise<void> {
  const now = await inventoryOf(ask)
  const fresh = (key: keyof Inventory) => now[key].filter((name) => !before[key].includes(name))
  for (const name of fresh('databases')) await ask(`DROP DATABASE ${quoted(name)} WITH (FORCE)`)
  for (const drop of fresh('objects')) await ask(drop)
  const roles = fresh('roles').map(quoted)
  if (roles.length === 0) return
  // What new roles own or may do in databases that were there.
  for (const database of now.databases.filter(
    (name) => before.databases.includes(name) && name !== 'template0',
  )) {
    const parameters = { user: 'postgres', database }
    await withConnection(server, parameters, (there) => there(`DROP OWNED BY ${roles.join(', ')} CASCADE`))
  }
  await ask(`DROP ROLE ${roles.join(', ')}`)
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
