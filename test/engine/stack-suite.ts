/** What is nested too deeply is an ERROR, and never the end of the server. PostgreSQL manual, max_stack_depth. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

export function stackSuite(name: string, start: () => Server): void {
  describe(`the stack of a backend ${name}`, () => {
    let server: Server
    let client: RawClient
    const run = async (query: string) => transcript(await client.query(query)).slice(0, -1)

    beforeAll(async () => {
      server = start()
      client = new RawClient(server)
      await client.until('ReadyForQuery')
      await run(`CREATE FUNCTION deep(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN deep(n + 1); END'`)
      await run(`CREATE FUNCTION in_sql(n int) RETURNS int LANGUAGE sql AS 'SELECT n'`)
      await run(`CREATE OR REPLACE FUNCTION in_sql(n int) RETURNS int LANGUAGE sql AS 'SELECT in_sql(n + 1)'`)
    })
    afterAll(() => server.stop())

    it.each([
      'SELECT deep(1)',
      'SELECT in_sql(1)',
      `SELECT repeat('[', 100000)::json`,
      `SELECT repeat('[', 100000)::jsonb`,
    ])('is guarded in %s', async (query) => {
      expect(await run(query)).toEqual(['ERROR 54001 stack depth limit exceeded'])
      expect(await run('SELECT 1')).toEqual(['1', 'SELECT 1'])
    })

    it('lets an exception block handle it', async () => {
      const handled = `DO $$ BEGIN PERFORM deep(1); EXCEPTION WHEN statement_too_complex THEN RAISE NOTICE 'too deep'; END $$`
      expect(await run(handled)).toEqual(['NOTICE 00000 too deep', 'DO'])
    })
  })
}
