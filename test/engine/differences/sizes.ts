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
