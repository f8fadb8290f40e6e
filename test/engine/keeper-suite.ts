/** The keeper is no session: nobody sees one, nothing counts one, nobody can end it. And plans are a real server's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

export function keeperSuite(name: string, start: () => Server): void {
  describe(`the keeper of a server ${name}`, () => {
    let server: Server
    let client: RawClient
    const run = async (query: string) => transcript(await client.query(query)).slice(0, -1)

    beforeAll(async () => {
      server = start()
      client = new RawClient(server)
      await client.until('ReadyForQuery')
    })
    afterAll(() => server.stop())

    it('stands in pg_stat_activity as the checkpointer', async () => {
      const others = `SELECT backend_type, datid, datname, usesysid, usename, state, query, application_name
        FROM pg_stat_activity WHERE pid <> pg_backend_pid()`
      const checkpointer = 'checkpointer|NULL|NULL|NULL|NULL|NULL||'
      expect(await run(others)).toEqual([checkpointer, 'SELECT 1'])
      await client.query('CHECKPOINT')
      expect(await run(others)).toEqual([checkpointer, 'SELECT 1'])
    })

    it('does not count as a user of its database', async () => {
      expect(await run('CREATE DATABASE copy TEMPLATE postgres')).toEqual(['CREATE DATABASE'])
      expect(await run(`SELECT numbackends FROM pg_stat_database WHERE datname = 'postgres'`)).toEqual([
        '1',
        'SELECT 1',
      ])
    })

    it('cannot be terminated or cancelled', async () => {
      const keeper = `(SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer')`
      for (const signal of ['pg_terminate_backend', 'pg_cancel_backend'])
        expect(await run(`SELECT ${signal}(${keeper})`)).toEqual([
          expect.stringMatching(/^WARNING 01000 PID \d+ is not a PostgreSQL backend process$/),
          'f',
          'SELECT 1',
        ])
      expect(await run('SELECT 1')).toEqual(['1', 'SELECT 1'])
    })
  })
}
