/** psycopg2's connections as the page is told of them, and what is said where one is forgotten or waits for another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import type { PythonConnection } from '../../lib/python/kernel.ts'
import { PythonCells } from './support/python-cells.ts'
import { RawClient, transcript } from './support/raw-client.ts'

let server: Server
let cells: PythonCells
const run = (source: string, id?: string) => cells.run(source, id)

beforeAll(async () => {
  server = startServer()
  cells = new PythonCells(async () => server)
  await run('import psycopg2')
})
afterAll(async () => {
  await cells.kernel.dispose()
  await server.stop()
})

describe('connections', () => {
  it('are told with their variables, and how they stand, at each turn', async () => {
    const told: string[] = []
    const forget = cells.kernel.onConnections((all) => told.push(all.map(inWords).join(' | ')))
    await run(
      `conn = psycopg2.connect("dbname=template1")
cur = conn.cursor()
cur.execute("SELECT 1")
again = conn
del conn
again.commit()
again.close()`,
      'opening',
    )
    forget()
    expect(told).toEqual([
      '',
      ' opening template1 I 1',
      'conn opening template1 T 2',
      'again opening template1 I 4',
      '',
    ])
  })

  it('may be held by many names, and by none', async () => {
    await run('a = b = psycopg2.connect("")\nheld = [psycopg2.connect("")]')
    expect(cells.connections.map(({ names }) => names)).toEqual([['a', 'b'], []])
    const pids = (await run('print(a.info.backend_pid, held[0].info.backend_pid)')).printed.trim().split(' ')
    expect(cells.connections.map(({ pid }) => String(pid))).toEqual(pids)
    await run('a.close(); held[0].close()')
    expect(cells.connections).toEqual([])
  })

  it('that are forgotten within a transaction are said, those without are not', async () => {
    const [first] = (
      await run('conn = psycopg2.connect(""); conn.cursor().execute("SELECT 1")\nconn = psycopg2.connect("")')
    ).outputs
    expect(first).toEqual({
      kind: 'remark',
      text: `conn from cell ${cells.count} was not closed, and no variable holds it any more: Python has closed it, and what its transaction did is rolled back.`,
    })
    expect((await run('conn = None')).outputs).toEqual([])
    expect(cells.connections).toEqual([])
  })

  it('are refused where nothing listens, and where there is no server', async () => {
    const refused = (port: number) =>
      `OperationalError: connection to server at "localhost" (127.0.0.1), port ${port} failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?`
    expect((await run('psycopg2.connect("port=5433")')).printed).toContain(refused(5433))
    const alone = new PythonCells()
    expect((await alone.run('import psycopg2\npsycopg2.connect("")')).printed).toContain(refused(5432))
    await alone.kernel.dispose()
  })

  it('that wait for each other in one cell are said to, and go on waiting until they are stopped', async () => {
    await run(`
one, two = psycopg2.connect(""), psycopg2.connect("")
one.cursor().execute("CREATE TABLE shared (n int); INSERT INTO shared VALUES (1)")
one.commit()
one.cursor().execute("UPDATE shared SET n = 2")
`)
    const ran = run('two.cursor().execute("UPDATE shared SET n = 3")')
    await cells.printed('Python waits for itself: two needs a lock that one holds.')
    cells.kernel.stop()
    expect((await ran).outcome).toBe('stopped')
    await run('two.rollback(); two.cursor().execute("SET lock_timeout = \'10ms\'")')
    expect((await run('two.cursor().execute("UPDATE shared SET n = 3")')).error).toBe('LockNotAvailable')
    await run('one.close(); two.close()')
  })

  it('vanish with the interpreter', async () => {
    const others = new PythonCells(async () => server)
    await others.run(
      'import psycopg2\nconn = psycopg2.connect("application_name=vanishing")\nconn.cursor().execute("SELECT 1")',
    )
    const admin = new RawClient(server)
    await admin.until('ReadyForQuery')
    const left = async () =>
      transcript(
        await admin.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'vanishing'"),
      )[0]
    expect(await left()).toBe('1')
    await others.kernel.dispose()
    expect(others.connections).toEqual([])
    while ((await left()) !== '0');
    admin.connection.close()
  })

  it('end with a crash of the server; the next connection is to its next life', async () => {
    await run('conn = psycopg2.connect("")\ncur = conn.cursor()')
    const recovered = new Promise((resolve) => server.onCrash((crash) => resolve(crash.recovered)))
    new RawClient(server).connection.kill()
    await recovered
    expect((await run('cur.execute("SELECT 1")')).printed).toContain(
      'OperationalError: server closed the connection unexpectedly',
    )
    expect(cells.connections).toEqual([])
    expect(
      (await run('conn = psycopg2.connect("")\ncur = conn.cursor()\ncur.execute("SELECT 1")\ncur.fetchone()'))
        .printed,
    ).toBe('(1,)')
  })
})

function inWords({ names, cell, database, status, ordinal }: PythonConnection): string {
  return `${names.join('+')} ${cell} ${database} ${status} ${ordinal}`
}
