/** The seed notebook's cells, in our words and as it writes them: what its reader sees, and what the server has then. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { PythonCells } from './support/python-cells.ts'
import { ScriptClient } from './support/script-client.ts'

/** The notebook itself as text, which is no part of the project: .ci/run names it. */
const { SEED_NOTEBOOK } = process.env

let server: Server
let cells: PythonCells
let admin: ScriptClient

beforeAll(async () => {
  server = startServer({ journal: true })
  cells = new PythonCells(async () => server)
  admin = new ScriptClient(server)
  await cells.kernel.ready
})
afterAll(async () => {
  await cells.kernel.dispose()
  await server.stop()
})

async function freshStart(): Promise<void> {
  await admin.run('DROP DATABASE IF EXISTS lijia; DROP ROLE IF EXISTS lijia')
  await admin.run('CREATE ROLE lijia LOGIN CREATEDB; CREATE DATABASE lijia OWNER lijia')
}

const tables = async () => {
  const client = new ScriptClient(server, { user: 'lijia', database: 'lijia' })
  const { printed } = await client.run(
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND oid > 16383 ORDER BY 1",
  )
  await client.session.close()
  return [...printed.matchAll(/^ (\w+) *$/gm)].map(([, name]) => name).slice(1)
}

describe("a learner's first notebook", () => {
  const ok = async (source: string) => {
    const ran = await cells.run(source)
    expect(ran.printed, source).not.toContain('Traceback')
    expect(ran.outcome).toBe('ok')
    return ran.printed
  }

  it('connects, makes tables that last or do not, reads, makes databases', async () => {
    await freshStart()
    expect(await ok('!pip install psycopg2')).toMatch(
      /^Requirement already satisfied: psycopg2 in \/lib\/python3\.14\/site-packages \(2\.9\.\d+\)\n$/,
    )
    await ok('import psycopg2\nconn = psycopg2.connect("dbname=lijia user=lijia")')
    expect(cells.connections).toMatchObject([
      { names: ['conn'], cell: 'cell-2', role: 'lijia', database: 'lijia', status: 'I', ordinal: 1 },
    ])
    expect(await ok('cur = conn.cursor()\nprint(cur)')).toMatch(
      /^<cursor object at 0x[0-9a-f]+; closed: 0>\n$/,
    )
    await ok('cur.execute("CREATE TABLE gone (id int)")')
    expect(cells.connections).toMatchObject([{ names: ['conn'], status: 'T', ordinal: 3 }])
    await ok('conn.close()')
    expect(cells.connections).toEqual([])
    expect(await tables()).toEqual([])

    await ok(`
conn = psycopg2.connect("dbname=lijia user=lijia")
cur = conn.cursor()
cur.execute("CREATE TABLE kept (id int PRIMARY KEY, body text)")
conn.commit()
conn.close()
`)
    await ok(`
conn = psycopg2.connect("dbname=lijia user=lijia")
conn.autocommit = True
cur = conn.cursor()
cur.execute("CREATE TABLE at_once (id int)")
conn.close()
`)
    expect(await tables()).toEqual(['at_once', 'kept'])
    const read = `
conn = psycopg2.connect("dbname=lijia user=lijia")
cur = conn.cursor()
cur.execute("INSERT INTO kept VALUES (%s, %s)", (1, "it's ☕"))
cur.execute("SELECT * FROM kept")
print(cur.fetchall())
conn.close()
`
    // Never committed, so it goes in again.
    expect(await ok(read)).toBe(`[(1, "it's ☕")]\n`)
    expect(await ok(read)).toBe(`[(1, "it's ☕")]\n`)
    const inAutocommit = (sql: string) => `
conn = psycopg2.connect("dbname=lijia user=lijia")
conn.autocommit = True
conn.cursor().execute("${sql}")
conn.close()
`
    await ok(inAutocommit('CREATE DATABASE other OWNER lijia'))
    await ok(inAutocommit('DROP DATABASE other'))
  })

  if (!SEED_NOTEBOOK) return
  it('runs as it was written, cell by cell', async () => {
    await freshStart()
    const [, ...parts] = readFileSync(SEED_NOTEBOOK, 'utf8').split(/^In \[\d+\]:\n/m)
    const sources = parts.map(codeOf)
    expect(sources).toHaveLength(13)
    const printed: string[] = []
    for (const source of sources) printed.push(await ok(source))
    expect(printed[3]).toMatch(/^<cursor object at 0x[0-9a-f]+; closed: 0>\n$/)
    expect(printed[10]).toBe("[(1, 'Do more missions on Dataquest.', 'Dataquest reminder')]\n")
    expect(printed.filter((text) => text !== '')).toHaveLength(2)
    expect(await tables()).toEqual(['facts', 'notes'])
    expect(cells.connections).toEqual([])
  })
})

/** A cell's code ends where its output or prose begins: behind its last line that is none of those. */
function codeOf(part: string): string {
  const lines = part.split('\n')
  const isCode = (line: string) =>
    /^(#|\w+ = |\w+(\.\w+)*\(|import |\w+(\.\w+)+ = |id |body |title|country |value |VALUES |\);)/.test(line)
  const last = lines.findLastIndex(isCode)
  return lines.slice(0, last + 1).join('\n')
}
