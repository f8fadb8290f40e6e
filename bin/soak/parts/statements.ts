/** Ten sessions with random statements, Stops and terminations for minutes: PostgreSQL may refuse, and never breaks. */
import type { Server } from '../../../lib/postgres/client/server.ts'
import { Client, open } from '../client.ts'
import { type Part, type PartContext, withServer } from '../part.ts'
import type { Random } from '../random.ts'

const SESSIONS = 10
const login = {
  options:
    '-c lock_timeout=300ms -c deadlock_timeout=100ms -c statement_timeout=5s -c idle_in_transaction_session_timeout=5s',
}
/** SQLSTATE classes that no statement below may end with: lack of resources, the system, internal errors. */
const forbidden = /^(53|58|XX|F0)|^57P0[23]/

export const statements: Part = {
  name: 'statements',
  summary: `random statements, Stops and terminations in ${SESSIONS} sessions, for minutes`,
  run: (context) =>
    withServer(context, SESSIONS + 6, async (server) => {
      const mistakes: string[] = []
      server.onCrash(({ message }) => mistakes.push(`crash: ${message}`))
      const observer = await open(server)
      await observer.must(`
        CREATE TABLE shared (id int PRIMARY KEY, n int); INSERT INTO shared SELECT id, 0 FROM generate_series(1, 100) id;
        CREATE ROLE visitor LOGIN; GRANT SELECT ON shared TO visitor`)
      const until = performance.now() + context.minutes * 60_000
      const counts = new Map<string, number>()
      await Promise.all(
        Array.from({ length: SESSIONS }, () => sessionAfterSession(server, context, until, counts, mistakes)),
      )
      context.say(
        [...counts]
          .toSorted(([, a], [, b]) => b - a)
          .map(([what, count]) => `${what} ${count}`)
          .join(', '),
      )
      const left = `SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'), (SELECT count(*) FROM pg_locks WHERE locktype <> 'virtualxid' AND relation <> 'pg_locks'::regclass)`
      const [backends, locks] = await observer.row(left)
      context.say(`in the end: ${backends} backends, ${locks} locks of the one that asks`)
      return mistakes
    }),
}

/** One session after the other, until the time is over. */
async function sessionAfterSession(
  server: Server,
  { random, signal }: PartContext,
  until: number,
  counts: Map<string, number>,
  mistakes: string[],
): Promise<void> {
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1)
  while (performance.now() < until && mistakes.length < 20 && !signal.aborted) {
    const client = new Client(server, login)
    const { error: refusal, isLost } = await client.opened
    if (isLost) {
      // Who is terminated before it is let in is not told why, as with every PostgreSQL.
      count(refusal?.code ?? 'ended while logging in')
      if (refusal && forbidden.test(refusal.code)) mistakes.push(`log-in: ${refusal.code} ${refusal.message}`)
      continue
    }
    count('sessions')
    while (performance.now() < until && !random.once(200)) {
      const sql = statement(random)
      const answer = client.query(sql)
      if (random.once(20)) void disturb(client, random)
      const { error, isLost } = await answer
      count(error ? error.code : 'ok')
      if (error && forbidden.test(error.code)) mistakes.push(`${error.code} ${error.message}: ${sql}`)
      if (isLost) break
    }
    await client.close()
  }
}

/** A Stop or a termination that comes at any moment. */
async function disturb({ connection }: Client, random: Random): Promise<void> {
  for (let turns = random.between(0, 30); turns > 0; turns--)
    await new Promise((resolve) => setImmediate(resolve))
  if (random.once(8)) connection.terminate()
  else connection.cancel()
}

function statement(random: Random): string {
  const id = () => random.between(1, 100)
  return random.pick<() => string>([
    () => 'BEGIN',
    () => `BEGIN ISOLATION LEVEL ${random.pick(['SERIALIZABLE', 'REPEATABLE READ', 'READ COMMITTED'])}`,
    () => 'COMMIT',
    () => 'COMMIT',
    () => 'ROLLBACK',
    () => `SAVEPOINT s${random.between(1, 3)}`,
    () => `ROLLBACK TO s${random.between(1, 3)}`,
    () => `RELEASE s${random.between(1, 3)}`,
    () => `UPDATE shared SET n = n + 1 WHERE id = ${id()}`,
    () => `UPDATE shared SET n = n + 1 WHERE id BETWEEN ${id()} AND ${id()}`,
    () => `SELECT * FROM shared WHERE id = ${id()} FOR UPDATE ${random.pick(['', 'NOWAIT', 'SKIP LOCKED'])}`,
    () => `SELECT sum(n) FROM shared`,
    () => `INSERT INTO shared VALUES (${id()}, 1) ON CONFLICT (id) DO UPDATE SET n = shared.n + 1`,
    () =>
      `MERGE INTO shared USING (SELECT ${id()} AS id) s ON shared.id = s.id WHEN MATCHED THEN UPDATE SET n = n + 1`,
    () => `SELECT 1 / 0`,
    () => `SELECT nothing`,
    () => `syntax error`,
    () => `CREATE TABLE IF NOT EXISTS made_${random.between(1, 5)} (n int PRIMARY KEY, t text)`,
    () => `DROP TABLE IF EXISTS made_${random.between(1, 5)}`,
    () => `ALTER TABLE made_${random.between(1, 5)} ADD COLUMN c${random.between(1, 20)} int DEFAULT 1`,
    () => `INSERT INTO made_${random.between(1, 5)} SELECT n, md5(n::text) FROM generate_series(1, 200) n`,
    () => `CREATE INDEX ON made_${random.between(1, 5)} (t)`,
    () => `TRUNCATE made_${random.between(1, 5)}`,
    () => `CREATE TEMP TABLE IF NOT EXISTS own AS SELECT n FROM generate_series(1, 500) n`,
    () => `DISCARD ALL`,
    () => `LISTEN news`,
    () => `NOTIFY news, 'hello'`,
    () => `SELECT pg_advisory_xact_lock(${random.between(1, 3)})`,
    () => `SELECT pg_sleep(0.02)`,
    () => `SELECT count(*) FROM generate_series(1, 200) a, generate_series(1, 200) b`,
    () =>
      `DO $$ BEGIN FOR i IN 1 .. 20 LOOP BEGIN PERFORM 1 / (i % 2); EXCEPTION WHEN division_by_zero THEN NULL; END; END LOOP; END $$`,
    () => `SELECT count(*) FROM (SELECT md5(n::text) m FROM generate_series(1, 20000) n ORDER BY m) sorted`,
    () => `VACUUM shared`,
    () => `ANALYZE shared`,
    () => `REINDEX TABLE shared`,
    () => `CHECKPOINT`,
    () => `LOCK TABLE shared IN ${random.pick(['SHARE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'])} MODE`,
    () => `SET ROLE visitor`,
    () => `RESET ROLE`,
    () => `CREATE DATABASE extra_${random.between(1, 2)}`,
    () => `DROP DATABASE IF EXISTS extra_${random.between(1, 2)}`,
    () =>
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`,
    () =>
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name = '' AND state <> 'idle' AND pid <> pg_backend_pid() AND random() < 0.1 LIMIT 1`,
    () => `PREPARE p AS SELECT * FROM shared WHERE id = $1; EXECUTE p(1); DEALLOCATE p`,
    () => `DECLARE c CURSOR WITH HOLD FOR SELECT * FROM shared; FETCH 10 FROM c; CLOSE c`,
  ])()
}
