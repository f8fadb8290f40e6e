/** How long Stop takes, in waits and in what computes. */
import type { Session } from '../../../../lib/postgres/client/session.ts'
import { ask, type Task, until } from './task.ts'

const waits = ['SELECT pg_sleep(3600)', 'UPDATE stop_rows SET n = n + 1', 'SELECT pg_advisory_lock(1)']

const computations = [
  'SELECT count(*) FROM stop_rows a JOIN stop_rows b ON a.n <> b.n JOIN stop_rows c ON a.n < c.n',
  // A hundred thousand rows are sorted, again and again.
  `SELECT count(*) FROM generate_series(1, 1000) again, LATERAL (
     SELECT md5(n || '-' || again) FROM generate_series(1, 100000) n ORDER BY 1 OFFSET 0) sorted`,
  'SELECT count(*) FROM generate_series(1, 1000000000)',
  'DO $$ DECLARE n int := 0; BEGIN LOOP n := (n + 1) % 1000; END LOOP; END $$',
]

/** A Stop comes at no special moment; so do these, in milliseconds after the server has seen the statement at work. */
const moments = [0, 70, 450]

export const stop: Task = async ({ session, open }) => {
  const holder = open()
  const observer = open()
  await holder.query(`CREATE TABLE stop_rows AS SELECT n FROM generate_series(1, 5000) n`)
  await holder.query('BEGIN')
  await holder.query('UPDATE stop_rows SET n = n')
  await holder.query('SELECT pg_advisory_lock(1)')
  const pid = await ask(session, 'SELECT pg_backend_pid()')
  const isAt = (condition: string) => () =>
    until(observer, `SELECT ${condition} FROM pg_stat_activity WHERE pid = ${pid}`, 't')
  const waiting = isAt(`wait_event_type IN ('Lock', 'Timeout')`)
  const active = isAt(`state = 'active'`)
  const stopInWait = await longest(session, waits, waiting)
  return { stopInWait, stopInComputing: await longest(session, computations, active) }
}

async function longest(
  session: Session,
  statements: readonly string[],
  isAtIt: () => Promise<void>,
): Promise<number> {
  const times: number[] = []
  for (const statement of statements)
    for (const moment of moments) times.push(await stopped(session, statement, isAtIt, moment))
  return Math.max(...times)
}

async function stopped(
  session: Session,
  statement: string,
  isAtIt: () => Promise<void>,
  moment: number,
): Promise<number> {
  const run = session.run(statement, () => {})
  await isAtIt()
  await new Promise((resolve) => setTimeout(resolve, moment))
  const start = performance.now()
  session.cancel()
  const { outcome } = await run
  const milliseconds = performance.now() - start
  if (outcome !== 'stopped') throw new Error(`Stop ended this with "${outcome}": ${statement}`)
  return milliseconds
}
