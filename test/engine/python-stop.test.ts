/** Stop: KeyboardInterrupt wherever Python is, and everything is as usable afterwards as before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { PythonCells } from './support/python-cells.ts'
import { RawClient, transcript } from './support/raw-client.ts'

const stopped = { outcome: 'stopped', error: 'KeyboardInterrupt' }
const ENDLESS = 'SELECT count(*) FROM generate_series(1, 9999) a, generate_series(1, 9999) b'

let server: Server
let cells: PythonCells
let admin: RawClient
const run = (source: string) => cells.run(source)
const ask = async (query: string) => transcript(await admin.query(query))

beforeAll(async () => {
  server = startServer()
  cells = new PythonCells(async () => server)
  admin = new RawClient(server)
  await admin.until('ReadyForQuery')
  await run(`
import psycopg2, time, asyncio
conn = psycopg2.connect("")
cur = conn.cursor()
cur.execute("CREATE TABLE counted (id int PRIMARY KEY, n int)")
cur.execute("INSERT INTO counted VALUES (1, 0)")
conn.commit()
`)
})
afterAll(async () => {
  await cells.kernel.dispose()
  await server.stop()
})

describe('Stop', () => {
  it.each([
    ['a loop', 'while True: pass'],
    ['time.sleep', 'time.sleep(3600)'],
    ['await', 'await asyncio.sleep(3600)'],
    ['a comprehension', '[i for i in iter(int, 1)]'],
  ])('ends %s', async (_, endless) => {
    const ran = run(`print("begun")\n${endless}`)
    await cells.printed('begun')
    cells.kernel.stop()
    expect(await ran).toMatchObject(stopped)
    expect((await run('1 + 1')).printed).toBe('2')
  })

  it('ends input(), and what was typed too late is for nobody', async () => {
    const ran = run('input("Who? ")')
    await cells.asked()
    cells.kernel.stop()
    expect(await ran).toMatchObject(stopped)
    cells.kernel.answer('nobody')
    const next = run('input()')
    await cells.asked()
    cells.kernel.answer('somebody')
    expect((await next).outputs.at(-1)).toEqual({ kind: 'display', text: "'somebody'" })
  })

  it.each([
    ['that computes', ENDLESS],
    ['that sleeps', 'SELECT pg_sleep(3600)'],
    ['with a huge answer', "SELECT repeat('x', 100) FROM generate_series(1, 99999999)"],
  ])('cancels a statement %s; the transaction has failed, the connection lives', async (_, sql) => {
    const ran = run(`cur.execute("SELECT 1"); print("begun")\ncur.execute("""${sql}""")`)
    await cells.printed('begun')
    while ((await ask("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"))[0] !== '2');
    cells.kernel.stop()
    expect(await ran).toMatchObject(stopped)
    expect((await run('conn.info.transaction_status, conn.closed')).printed).toBe('(3, 0)')
    expect((await run('conn.rollback(); cur.execute("SELECT 42"); cur.fetchone()')).printed).toBe('(42,)')
    await run('conn.rollback()')
  })

  it('ends a wait for a lock; the cell may clean up with the same connection', async () => {
    await ask('BEGIN; UPDATE counted SET n = 1')
    const ran = run(`
try:
    cur.execute("UPDATE counted SET n = 2")
finally:
    conn.rollback()
    cur.execute("SELECT n FROM counted")
    print("n is still", cur.fetchone()[0])
    conn.rollback()
`)
    while ((await ask('SELECT count(*) FROM pg_locks WHERE NOT granted'))[0] !== '1');
    cells.kernel.stop()
    const { outcome, printed } = await ran
    expect({ outcome, printed: printed.split('\n')[0] }).toEqual({
      outcome: 'stopped',
      printed: 'n is still 0',
    })
    await ask('ROLLBACK')
  })

  it('that comes before its cell has begun ends it', async () => {
    const ran = run('while True: pass')
    // The interpreter is not told to begin before this thread has its turn.
    await Promise.resolve()
    while (true) {
      cells.kernel.stop()
      const end = await Promise.race([ran, new Promise((resolve) => setTimeout(resolve))])
      if (end) break
    }
    expect(await ran).toMatchObject(stopped)
  })

  it('that comes when nothing runs does nothing', async () => {
    cells.kernel.stop()
    expect(await run('sum(range(100_000))')).toMatchObject({ outcome: 'ok', printed: '4999950000' })
  })

  it('is no failure of Python: a KeyboardInterrupt of the cell itself is', async () => {
    expect(await run('raise KeyboardInterrupt')).toMatchObject({ ...stopped, outcome: 'failed' })
  })

  it('leaves every connection usable, at whatever moment it comes', async () => {
    await run('total = 0')
    for (let round = 0; round < 30; round++) {
      const ran = run(`
print("begun")
while True:
    cur.execute("UPDATE counted SET n = n + 1"); cur.execute("SELECT n FROM counted"); row = cur.fetchone(); conn.commit()
`)
      await cells.printed('begun')
      for (let turn = 0; turn < round; turn++) await ask('SELECT 1')
      cells.kernel.stop()
      expect(await ran).toMatchObject(stopped)
      expect(
        (
          await run(
            `conn.rollback(); cur.execute("SELECT ${round}, 'a row'"); print(cur.fetchall()); conn.commit()`,
          )
        ).printed,
      ).toBe(`[(${round}, 'a row')]\n`)
    }
  })

  it('ends the interpreter where a cell does not heed it: it is lost, and its locks are free', async () => {
    await run('cur.execute("UPDATE counted SET n = 0")')
    const ended = new Promise((resolve) => cells.kernel.onEnded(resolve))
    const ran = run(`
print("begun")
while True:
    try:
        while True: pass
    except KeyboardInterrupt: pass
`)
    await cells.printed('begun')
    cells.kernel.stop()
    expect(await ran).toMatchObject({ outcome: 'lost' })
    expect(await ended).toBe('Python did not stop within two seconds.')
    expect(cells.connections).toEqual([])
    expect(await ask('UPDATE counted SET n = 7 RETURNING n')).toEqual(['7', 'UPDATE 1', 'I'])
  })
})
