/** What random schedules have found, each as a few statements that show it again. */
import { afterEach, expect, it } from 'vitest'
import { expectation } from '../../bin/soak/truth/expectation.ts'
import { Speaker } from '../../bin/soak/truth/speaker.ts'
import type { Observation } from '../../lib/postgres/client/journal.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { replay } from '../../lib/transactions/reduce.ts'

const MOVES = 60

let server: Server
let told: Observation[]

afterEach(() => server.stop({ immediate: true }))

async function start(): Promise<void> {
  server = startServer({ journal: true })
  told = []
  server.journal()?.subscribe((facts) => told.push(...facts))
  await server.ready
}

async function client(database = 'postgres'): Promise<Speaker> {
  const speaker = new Speaker(server, database)
  await speaker.opened
  return speaker
}

/** What is committed of the table `t`, by place: values by column, and who has begun the version. */
async function committed(speaker: Speaker) {
  const [row] = await speaker.rows(
    `SELECT oid || '.' || 't'::regclass::oid FROM pg_database WHERE datname = current_database()`,
  )
  const mark = `-- ${speaker.pid} ${speaker.answers}`
  await speaker.query(mark)
  const isTold = () => told.some((fact) => fact.type === 'statement-ended' && fact.text === mark)
  let stop: (() => void) | undefined
  await new Promise<void>((resolve) => {
    const look = () => {
      if (isTold()) resolve()
    }
    stop = server.journal()?.subscribe(look)
    look()
  })
  stop?.()
  const { rows } = expectation(replay(told), null, [row?.[0] ?? ''])
  return [...rows.values()].map(({ columns, values, xmin }) => ({
    xmin,
    ...Object.fromEntries(columns.map((column, at) => [column, values[at]])),
  }))
}

it('a column that has got the name of another does not show its values', async () => {
  await start()
  const one = await client()
  await one.rows('CREATE TABLE t (id int, c int)')
  await one.rows('INSERT INTO t VALUES (1, 77)')
  await one.rows('ALTER TABLE t RENAME COLUMN c TO d')
  expect(await committed(one)).toMatchObject([{ id: '1', d: '77' }])
  await one.rows('ALTER TABLE t ADD COLUMN c int')
  const newer = { unknown: 'the column is newer than this row' }
  expect(await committed(one)).toMatchObject([{ id: '1', d: '77', c: newer }])
  await one.rows('INSERT INTO t VALUES (2, 78, 5)')
  expect(await committed(one)).toMatchObject([
    { id: '1', d: '77', c: newer },
    { id: '2', d: '78', c: '5' },
  ])
})

it('a column that was renamed and rolled back has its name', async () => {
  await start()
  const one = await client()
  await one.rows('CREATE TABLE t (id int, c int)')
  await one.rows('INSERT INTO t VALUES (1, 77)')
  await one.rows('BEGIN; ALTER TABLE t RENAME COLUMN c TO d; ROLLBACK')
  expect(await committed(one)).toMatchObject([{ id: '1', c: '77' }])
})

it.each(['VACUUM FULL t', 'CLUSTER t USING t_pkey'])('%s leaves who has begun a version', async (rewrite) => {
  await start()
  const one = await client()
  await one.rows('CREATE TABLE t (id int PRIMARY KEY, v text)')
  await one.rows(`INSERT INTO t VALUES (2, 'b'), (1, 'a')`)
  await one.rows(`UPDATE t SET v = 'c' WHERE id = 1`)
  await one.rows(rewrite)
  const rows = await one.rows('SELECT xmin, id, v FROM t')
  const expected = rows.map(([xmin, id, v]) => ({ xmin: Number(xmin), id, v }))
  const byId = (a: object, b: object) => JSON.stringify(a).localeCompare(JSON.stringify(b))
  expect((await committed(one)).toSorted(byId)).toEqual(expected.toSorted(byId))
})

it('after a crash, the first that is written in a database may move its tables many times', async () => {
  await start()
  const one = await client()
  await one.rows('CREATE DATABASE two')
  const far = await client('two')
  await far.rows('CREATE TABLE t (id int)')
  await far.rows('INSERT INTO t SELECT generate_series(1, 3)')
  await far.rows('DELETE FROM t WHERE id = 2')
  // With the second crash, nothing is left for a log-in to tidy up: it writes nothing.
  await crash(one)
  await crash(await client('two'))
  const last = await client('two')
  // Old rows of pg_class are pruned before the journal can look at them.
  await last.rows(
    `DO $$ BEGIN FOR i IN 1 .. ${MOVES} LOOP TRUNCATE t; INSERT INTO t VALUES (i); COMMIT; END LOOP; END $$`,
  )
  expect((await committed(last)).map((row) => Reflect.get(row, 'id'))).toEqual([String(MOVES)])
  const moves = told.filter(({ type }) => type === 'truncated')
  expect(moves.length).toBe(MOVES)
})

it('a rewrite that has waited for a writer, beside an older snapshot, moves what the writer has left', async () => {
  await start()
  const [one, other, looker] = [await client(), await client(), await client()]
  await one.rows('CREATE TABLE t (id int PRIMARY KEY, v text)')
  await one.rows(`INSERT INTO t SELECT i, 'v' || i FROM generate_series(1, 5) i`)
  // Journals forget how transactions without changes of catalogues have ended, and ask pg_xact.
  await one.rows('VACUUM FULL t')
  await looker.rows('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await looker.rows('SELECT count(*) FROM t')
  await one.rows('BEGIN')
  await one.rows(`UPDATE t SET v = 'changed' WHERE id = 3`)
  await one.rows('DELETE FROM t WHERE id = 4')
  await looker.rows('COMMIT; BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1 FROM pg_class LIMIT 1')
  const rewriting = other.rows('VACUUM FULL t')
  const waits = `SELECT count(*) FROM pg_locks WHERE NOT granted`
  while ((await looker.rows(waits))[0]?.[0] !== '1');
  await one.rows('COMMIT')
  await rewriting
  const rows = await one.rows('SELECT xmin, id, v FROM t ORDER BY id')
  const expected = rows.map(([xmin, id, v]) => ({ xmin: Number(xmin), id, v }))
  const byId = (a: object, b: object) =>
    JSON.stringify(Reflect.get(a, 'id')).localeCompare(JSON.stringify(Reflect.get(b, 'id')))
  expect((await committed(one)).toSorted(byId)).toEqual(expected)
})

async function crash({ connection }: Speaker): Promise<void> {
  const recovered = new Promise<Promise<void>>((resolve) => {
    const forget = server.onCrash((each) => {
      forget()
      resolve(each.recovered)
    })
  })
  connection.kill()
  await await recovered
}
