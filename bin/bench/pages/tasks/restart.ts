/** How long a server is away after one of its backends was killed: recovery, and a new connection. */
import type { Task } from './task.ts'

export const restart: Task = async ({ server, login, session }) => {
  // Recovery shall have work: what a lesson may have written since the last checkpoint.
  await session.query('CREATE TABLE kept AS SELECT n, md5(n::text) FROM generate_series(1, 20000) n')
  const crashed = new Promise<void>((resolve) => server.onCrash(() => resolve()))
  const victim = server.connect(login)
  await new Promise<void>((resolve) => victim.onBytes(() => resolve()))
  const start = performance.now()
  victim.kill()
  await crashed
  const { rows } = await session.query('SELECT count(*) FROM kept')
  if (String(rows[0]?.[0]) !== '20000') throw new Error('the crash has lost a committed table')
  return { restart: performance.now() - start }
}
