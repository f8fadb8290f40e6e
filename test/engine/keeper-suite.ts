/** The keeper is no session: nobody sees one, nothing counts one, nobody can end it. And plans are a real server's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

/** How often each of two sessions writes a checkpoint. */
const ROUNDS = 10

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

    it('is cancelled only by whom it works for', async () => {
      const ask = () => new RawClient({ connect: () => server.monitor() })
      const [busy, other] = [ask(), ask()]
      const waiting = `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
      await run('SELECT pg_advisory_lock(7)')
      for (const each of [busy, other]) await each.until('ReadyForQuery')
      const answers = [busy.query('SELECT pg_advisory_lock(7)'), other.query('SELECT 1')]
      while ((await run(waiting))[0] !== '1');
      other.connection.cancel()
      expect((await run(waiting))[0]).toBe('1')
      busy.connection.cancel()
      expect((await Promise.all(answers)).map(transcript)).toEqual([
        ['ERROR 57014 canceling statement due to user request', 'I'],
        ['1', 'SELECT 1', 'I'],
      ])
      for (const { connection } of [busy, other]) connection.close()
      await run('SELECT pg_advisory_unlock(7)')
    })

    it('is not in the way of CHECKPOINTs of several sessions, which come one after the other', async () => {
      const spans: { pid: string; from: string; to: string }[] = []
      const isWhole = new Promise<void>((resolve) => {
        server.onLog((line) => {
          const [, at = '', pid = '', what] =
            /^(\S+ \S+) UTC \[(\d+)\] LOG: {2}checkpoint (\w+)/.exec(line) ?? []
          if (what === 'starting') spans.push({ pid, from: at, to: '' })
          const span = spans.findLast((each) => each.pid === pid)
          if (what === 'complete' && span) span.to = at
          if (spans.length === 2 * ROUNDS && spans.every(({ to }) => to !== '')) resolve()
        })
      })
      const sessions = [new RawClient(server), new RawClient(server)]
      await Promise.all(
        sessions.map(async (session) => {
          await session.until('ReadyForQuery')
          for (let round = 0; round < ROUNDS; round++)
            expect(transcript(await session.query('CHECKPOINT'))).toEqual(['CHECKPOINT', 'I'])
        }),
      )
      await isWhole
      // Lines of two backends may be heard in another order than they were written in.
      spans.sort((one, next) => one.from.localeCompare(next.from) || one.to.localeCompare(next.to))
      expect(spans.filter(({ from }, index) => from < (spans[index - 1]?.to ?? ''))).toEqual([])
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
