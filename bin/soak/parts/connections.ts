/** Connections in turn, a thousand of them: whatever a backend takes, it gives back. */
import type { Server } from '../../../lib/postgres/client/server.ts'
import { type Client, open } from '../client.ts'
import { type Part, withServer } from '../part.ts'

/** The share of them after which memory is compared: until then pools fill. */
const SETTLED = 0.2
/** Few, so that a place that is not given back is missed soon. */
const MAX_CONNECTIONS = 8
/** kB of growth for each connection that may be chance. */
const NOISE = 50

/** What a backend can take and not give back, apart from memory. Catalogues get maps of their free space some day. */
const leftovers = `
  SELECT (SELECT count(*) FROM pg_stat_activity),
         (SELECT count(*) FROM pg_locks),
         (SELECT count(*) FROM pg_class),
         (SELECT count(*) FROM pg_ls_dir('base/5') AS file WHERE file !~ '_fsm$|_vm$'),
         (SELECT count(*) FROM pg_ls_dir('pg_stat_tmp')),
         (SELECT count(*) FROM pg_ls_dir('base/pgsql_tmp', true, false))`

/** What connections do in turn; each ends in another state. */
const uses = [
  'SELECT 1',
  'CREATE TEMP TABLE gone AS SELECT n FROM generate_series(1, 2000) n',
  'BEGIN; CREATE TABLE open_work (n int); INSERT INTO open_work VALUES (1)',
  'LISTEN news; PREPARE p AS SELECT 1; DECLARE c CURSOR WITH HOLD FOR SELECT 1',
  'SELECT 1 / 0',
  'DO $$ BEGIN PERFORM pg_advisory_lock(1); END $$',
  `SET work_mem = '64kB'; SELECT count(*) FROM (SELECT n FROM generate_series(1, 50000) n ORDER BY n DESC) sorted`,
]

export const connections: Part = {
  name: 'connections',
  summary: 'connections in turn, each of which leaves something open, without growth',
  run: (context) =>
    withServer(context, MAX_CONNECTIONS, async (server) => {
      const observer = await open(server)
      const { connections: count, say } = context
      const before = await leftBehind(observer)
      const settledAt = Math.ceil(count * SETTLED)
      let settled = Number.NaN
      for (let number = 1; number <= count; number++) {
        await connectOnce(server, uses[number % uses.length] ?? '')
        if (number === settledAt) settled = process.memoryUsage().rss
        if (number % 100 === 0) say(`${number} connections, ${megabytes(process.memoryUsage().rss)} MB`)
      }
      const growth = (process.memoryUsage().rss - settled) / 1024 / (count - settledAt)
      const after = await leftBehind(observer)
      const mistakes =
        growth > NOISE ? [`each connection has left ${growth.toFixed(0)} kB of memory behind`] : []
      if (String(after) !== String(before))
        mistakes.push(`backends, locks, relations and files were ${before} before and are ${after}`)
      return [...mistakes, ...(await leakedBlocks(server, observer))]
    }),
}

/** Files of dropped tables go with the next checkpoint: until then their names must not be given again. */
async function leftBehind(observer: Client): Promise<(string | null)[]> {
  await observer.must('SELECT pg_switch_wal()')
  await observer.must('CHECKPOINT')
  return observer.row(leftovers)
}

async function connectOnce(server: Server, sql: string): Promise<void> {
  const client = await open(server)
  await client.query(sql)
  await client.close()
}

/** The check of the files after a crash counts blocks that nothing reaches. */
async function leakedBlocks(server: Server, observer: Client): Promise<string[]> {
  const checked = new Promise<string>((resolve) => {
    server.onLog((line) => {
      if (line.includes('files checked')) resolve(line)
    })
  })
  observer.connection.kill()
  const line = await checked
  return / 0 blocks taken back, 0 mistakes/.test(line) ? [] : [`after all: ${line}`]
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0)
}
