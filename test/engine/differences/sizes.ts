import { expect } from 'vitest'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { transcript } from '../support/raw-client.ts'
import { type Proofs, worldOf } from './world.ts'

export const sizes: Proofs = {
  'small-shared-memory': async ({ ask }) => {
    expect(await ask('SHOW shared_buffers; SHOW max_connections')).toEqual(['4MB', 'SHOW', '40', 'SHOW'])
    const smallest = `SELECT count(*) FROM pg_settings WHERE name LIKE '%\\_buffers' AND setting = '16'`
    expect(await ask(smallest)).toContain('7')
  },

  'query-text': async ({ ask }) => {
    const query = `SELECT length(query) FROM pg_stat_activity WHERE pid = pg_backend_pid() -- ${'x'.repeat(1000)}`
    expect(await ask(query)).toContain('255')
  },

  'backend-memory': async ({ client }) => {
    const greedy = await client()
    expect(transcript(await greedy.query(`SELECT length(repeat('x', 200000000))`))).toEqual([
      'ERROR 53200 out of memory',
      'I',
    ])
    expect(transcript(await greedy.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
  },

  'small-wal': async ({ ask }) => {
    expect(await ask('SHOW wal_segment_size; SHOW max_wal_size')).toEqual(['1MB', 'SHOW', '16MB', 'SHOW'])
  },

  'wal-for-the-panel': async ({ ask }) => {
    expect(await ask('SHOW wal_level; SHOW wal_keep_size')).toEqual(['logical', 'SHOW', '16MB', 'SHOW'])
    const wal = async (statement: string) => {
      const plan = await ask(
        `EXPLAIN (ANALYZE, WAL, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF) ${statement}`,
      )
      return Number(/bytes=(\d+)/.exec(plan.join(' '))?.[1])
    }
    await ask(
      `CREATE TABLE wide AS SELECT i, repeat('x', 1000) AS text FROM generate_series(1, 3) AS i; CHECKPOINT`,
    )
    await ask('DELETE FROM wide WHERE i = 1')
    // The page is in the WAL since then; what follows has no image of it.
    expect(await wal('DELETE FROM wide WHERE i = 2')).toBeGreaterThan(1000)
  },

  disk: async () => {
    const full = startServer()
    const hoarder = await worldOf(full, 0).world.client()
    const huge = `COPY (SELECT repeat('x', 10000000) FROM generate_series(1, 60)) TO '/pglite/data/huge'`
    expect(transcript(await hoarder.query(huge))[0]).toMatch(/^ERROR 53100 /)
    expect(transcript(await hoarder.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
    await full.stop({ immediate: true })
  },

  clock: async ({ ask }) => {
    const instants = `SELECT extract(microseconds FROM clock_timestamp())::int AS m FROM generate_series(1, 100)`
    expect(await ask(`SELECT count(*) FROM (${instants}) AS t WHERE m % 1000 <> 0`)).toContain('0')
  },
}
