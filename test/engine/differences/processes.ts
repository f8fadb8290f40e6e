import { expect } from 'vitest'
import { transcript } from '../support/raw-client.ts'
import type { Proofs } from './world.ts'

const ENDLESS = 'SELECT count(*) FROM generate_series(1, 1000000000)'

export const processes: Proofs = {
  'one-at-a-time': async ({ client }) => {
    const [alice, bob] = [await client(), await client()]
    for (const { send } of [alice, bob].map((each) => ({
      send: () => each.send({ type: 'Query', query: ENDLESS }),
    })))
      send()
    const seen = { alice: false, bob: false }
    while (!seen.alice || !seen.bob) {
      // Alice twice: one who takes the lock between two looks is not two at a time.
      const [first, other, again] = [alice, bob, alice].map(({ connection }) => connection.isRunning)
      expect(first && other && again).toBe(false)
      seen.alice ||= first === true
      seen.bob ||= other === true
      await new Promise(setImmediate)
    }
  },

  'process-ids': async ({ ask }) => {
    expect(await ask('SELECT min(pid) >= 101, max(pid) < 10000 FROM pg_stat_activity')).toContain('t|t')
  },

  'no-background-processes': async ({ ask }) => {
    const others = `SELECT backend_type FROM pg_stat_activity WHERE backend_type <> 'client backend'`
    expect(await ask(`${others}; SHOW max_worker_processes`)).toEqual([
      'checkpointer',
      'SELECT 1',
      '0',
      'SHOW',
    ])
  },

  'no-autovacuum': async ({ ask }) => {
    expect(
      await ask(
        `SHOW autovacuum; SELECT count(*) FROM pg_stat_activity WHERE backend_type LIKE 'autovacuum%'`,
      ),
    ).toEqual(['on', 'SHOW', '0', 'SELECT 1'])
  },

  'no-parallel-plans': async ({ client }) => {
    const planner = await client()
    await planner.query('SET debug_parallel_query = on; SET max_parallel_workers_per_gather = 4')
    const plan = transcript(await planner.query('EXPLAIN (ANALYZE, COSTS OFF) SELECT count(*) FROM pg_class'))
    expect(plan.join('\n')).not.toMatch(/Workers Launched: [1-9]/)
    expect(transcript(await planner.query('SHOW max_parallel_workers'))).toContain('0')
  },

  'no-replication': async ({ ask }) => {
    expect(await ask(`SHOW max_wal_senders; SELECT pg_create_physical_replication_slot('s')`)).toEqual([
      '0',
      'SHOW',
      'ERROR 55000 replication slots can only be used if "max_replication_slots" > 0',
    ])
  },

  'no-programs': async ({ ask }) => {
    expect(await ask(`COPY (SELECT 1) TO PROGRAM 'cat'`)).toEqual([
      'ERROR 42501 could not execute command "cat": Permission denied',
    ])
  },

  'start-time': async ({ client }) => {
    const start = 'SELECT extract(epoch FROM pg_postmaster_start_time())'
    const [first, second] = [await client(), await client()]
    const [one, other] = [transcript(await first.query(start)), transcript(await second.query(start))]
    expect(Number(other[0])).toBeGreaterThan(Number(one[0]))
  },
}
