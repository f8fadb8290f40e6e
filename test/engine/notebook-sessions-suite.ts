/** Several sessions in a notebook: waits, deadlocks, the schedule, and sessions that come and go. On any server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { undeclaredWait } from '../../lib/notebook/schedule.ts'
import { freeingCell, missedFree, missedWait, waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { createMemoryStorage } from '../../lib/notebook/storage/memory-storage.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { goHome, type Learner, learner, lent } from './support/learner.ts'

/** A server for all tests of the suite, and how to end it. */
export interface SuiteServer {
  server: Server
  stop: () => Promise<void>
}

export function notebookSessionsSuite(host: string, start: () => Promise<SuiteServer>): void {
  describe(`sessions of a notebook on ${host}`, () => {
    let served: SuiteServer
    beforeAll(async () => {
      served = await start()
    })
    afterEach(goHome)
    afterAll(() => served.stop())

    /** A lesson on the server that these tests share; each makes its own tables. */
    function lesson(texts: Record<string, string>, storage = createMemoryStorage()): Learner {
      return learner(texts, storage, () => lent(served.server))
    }

    const stock = (name: string) => `CREATE TABLE ${name} (item text PRIMARY KEY, qty int);
  INSERT INTO ${name} VALUES ('tea', 12), ('mate', 7);`

    describe('a cell that waits', () => {
      const texts = (name: string) => ({
        a: stock(name),
        b: `BEGIN; UPDATE ${name} SET qty = qty - 1 WHERE item = 'tea'`,
        'c@bob': `UPDATE ${name} SET qty = qty - 2 WHERE item = 'tea' RETURNING qty`,
        'd@postgres': `SELECT qty FROM ${name} WHERE item = 'tea'`,
        e: 'COMMIT',
      })

      async function bobWaits(name: string): Promise<Learner> {
        const eve = lesson(texts(name))
        await eve.runs('a')
        await eve.runs('b')
        eve.starts('c')
        await eve.waits('c')
        return eve
      }

      test('says for whom, since when and for what; others stay usable, and it goes on when the lock comes', async () => {
        const eve = await bobWaits('stock1')
        const wait = waitOfCell(eve.state, 'c')
        expect(wait).toMatchObject({ for: ['main'], lock: { type: 'transactionid', mode: 'ShareLock' } })
        expect(wait?.pids).toEqual([eve.state.sessions.main?.pid])
        expect(wait?.lock.relation).toBeGreaterThan(16000)
        expect(wait?.since).toBeLessThanOrEqual(Date.now())
        expect(freeingCell(eve.state, 'c')).toEqual({ cell: 'e', why: 'next' })
        expect(await eve.runsBeside('d')).toEqual(['12', 'SELECT 1'])
        expect(await eve.runs('e')).toEqual(['COMMIT'])
        expect(eve.sees('c')).toEqual(['9', 'UPDATE 1'])
        expect(eve.cell('c').run?.waits).toMatchObject([{ for: ['main'] }])
      })

      test('can be stopped: 57014, and the session lives', async () => {
        const eve = await bobWaits('stock2')
        eve.does({ type: 'stop-requested', cell: 'c' })
        await eve.atRest()
        expect(eve.sees('c')).toEqual(['ERROR 57014'])
        expect(eve.looks()[2]).toBe('stopped')
        expect(eve.state.sessions.bob?.connection).toEqual({ kind: 'connected' })
      })

      test('goes on when the session that it waits for is closed: its open work is rolled back', async () => {
        const eve = await bobWaits('stock3')
        eve.does({ type: 'session-close-requested', session: 'main' })
        await eve.atRest()
        expect(eve.sees('c')).toEqual(['10', 'UPDATE 1'])
        expect(eve.state.sessions.main).toMatchObject({
          connection: { kind: 'closed' },
          status: 'I',
          pid: null,
        })
        expect(await eve.runs('e')).toEqual(['notice', 'COMMIT'])
        expect(eve.state.sessions.main?.connection).toEqual({ kind: 'connected' })
      })

      test('may wait for a snapshot, too', async () => {
        const eve = lesson({
          a: stock('stock4'),
          b: "BEGIN ISOLATION LEVEL SERIALIZABLE; UPDATE stock4 SET qty = 1 WHERE item = 'tea'",
          'c@bob':
            'BEGIN ISOLATION LEVEL SERIALIZABLE, READ ONLY, DEFERRABLE; SELECT sum(qty) FROM stock4; COMMIT',
          d: 'COMMIT',
        })
        await eve.runs('a')
        await eve.runs('b')
        eve.starts('c')
        await eve.waits('c')
        expect(waitOfCell(eve.state, 'c')).toMatchObject({
          for: ['main'],
          lock: { type: 'safe snapshot', mode: '' },
        })
        await eve.runs('d')
        expect(eve.sees('c')).toContain('COMMIT')
      })
    })

    test('two sessions that wait for each other: PostgreSQL ends one transaction, at its own cell', async () => {
      const eve = lesson({
        a: `${stock('ring1')} SET deadlock_timeout = '60s'`,
        b: "BEGIN; UPDATE ring1 SET qty = 0 WHERE item = 'tea'",
        'c@bob': "SET deadlock_timeout = '10ms'; BEGIN; UPDATE ring1 SET qty = 0 WHERE item = 'mate'",
        'd?bob': "UPDATE ring1 SET qty = 0 WHERE item = 'mate'",
        'e@bob!40P01': "UPDATE ring1 SET qty = 0 WHERE item = 'tea'",
        'f@bob': 'ROLLBACK',
        g: 'COMMIT',
      })
      await eve.runsAll()
      expect(eve.sees('d')).toEqual(['UPDATE 1'])
      expect(eve.sees('e')).toEqual(['ERROR 40P01'])
      expect(eve.looks()).toEqual(['ok', 'ok', 'ok', 'ok', 'failed', 'ok', 'ok'])
      expect(eve.state.batchStop).toBeNull()
    })

    describe('run all', () => {
      const texts = (name: string, declared: string) => ({
        a: `${stock(name)} BEGIN; UPDATE ${name} SET qty = 11 WHERE item = 'tea'`,
        [`b@bob${declared}`]: `UPDATE ${name} SET qty = qty - 2 WHERE item = 'tea' RETURNING qty`,
        'c@bob': `SELECT qty FROM ${name} WHERE item = 'tea'`,
        'd+bob': 'COMMIT',
        e: `SELECT qty FROM ${name} WHERE item = 'tea'`,
      })

      test('goes on past a wait that the lesson declares, and the output lands at its own cell', async () => {
        const eve = lesson(texts('run1', '?main'))
        await eve.runsAll()
        expect(eve.looks()).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
        expect(eve.sees('b')).toEqual(['9', 'UPDATE 1'])
        expect(eve.sees('c')).toEqual(['9', 'SELECT 1'])
        expect(eve.sees('e')).toEqual(['9', 'SELECT 1'])
        expect(['b', 'd', 'c', 'e'].map((id) => eve.cell(id).run?.count)).toEqual([2, 3, 4, 5])
        expect(missedWait(eve.state, 'b')).toBe(false)
        expect(missedFree(eve.state, 'd')).toBe(false)
      })

      test('stops at a wait that the lesson does not declare; continue goes on past it', async () => {
        const eve = lesson(texts('run2', ''))
        eve.does({ type: 'run-all-requested' })
        await eve.standsStill()
        expect(undeclaredWait(eve.state, 'b')).toBe(true)
        expect(eve.state.batchStop).toEqual({
          cell: 'b',
          reason: { kind: 'undeclared-wait', for: ['main'] },
          notRun: ['c', 'd', 'e'],
        })
        eve.does({ type: 'continue-requested' })
        await eve.atRest()
        expect(eve.looks()).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
        expect(eve.sees('e')).toEqual(['9', 'SELECT 1'])
      })

      test('waits for a lock that PostgreSQL itself gives up, and says of a declared wait that it never came', async () => {
        const eve = lesson({
          a: `${stock('run3')} BEGIN; UPDATE run3 SET qty = 11 WHERE item = 'tea'`,
          'b@bob!55P03': "SET lock_timeout = '500ms'; DELETE FROM run3 WHERE item = 'tea'",
          'c@bob?main': "DELETE FROM run3 WHERE item = 'mate'",
          d: 'ROLLBACK',
        })
        await eve.runsAll()
        expect(eve.looks()).toEqual(['ok', 'failed', 'ok', 'ok'])
        expect(eve.sees('b')).toEqual(['SET', 'ERROR 55P03'])
        expect(missedWait(eve.state, 'c')).toBe(true)
      })
    })

    describe('a session', () => {
      test('of the learner connects, runs cells, is closed and connects again, and is there after a reload', async () => {
        const storage = createMemoryStorage()
        const eve = lesson({ a: 'SELECT current_user', b: 'CREATE ROLE dave LOGIN' }, storage)
        await eve.runs('b')
        eve.does({
          type: 'session-add-requested',
          session: { name: 'd', role: 'dave', database: 'postgres' },
        })
        eve.does({ type: 'cell-session-changed', cell: 'a', session: 'd' })
        expect(await eve.runs('a')).toEqual(['dave', 'SELECT 1'])
        expect(eve.state.sessions.d).toMatchObject({ superuser: false, letter: 'E', declared: false })
        expect(eve.state.sessions.main).toMatchObject({ superuser: true, letter: 'A', declared: true })
        const pid = eve.state.sessions.d?.pid
        eve.does({ type: 'session-close-requested', session: 'd' })
        eve.does({ type: 'session-connect-requested', session: 'd' })
        await eve.until((state) => state.sessions.d?.connection.kind === 'connected')
        expect(eve.state.sessions.d?.pid).not.toBe(pid)
        eve.notebook.dispose()

        const again = lesson({ a: 'SELECT 1', b: 'SELECT 2' }, storage)
        await again.until((state) => state.storage.kind === 'kept')
        expect(again.state.sessions.d).toMatchObject({ role: 'dave', connection: { kind: 'none' } })
        expect(again.cell('a').session).toBe('d')
      })

      test('that another one ends is known to be lost while it is idle, and its next cell says so', async () => {
        const eve = lesson({
          a: 'SELECT 1',
          'b@bob': "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'main'",
        })
        await eve.runs('a')
        await eve.runs('b')
        await eve.until((state) => state.sessions.main?.connection.kind === 'lost')
        expect(eve.state.sessions.main?.connection).toEqual({
          kind: 'lost',
          message: 'terminating connection due to administrator command',
          code: '57P01',
        })
        expect(await eve.runs('a')).toEqual(['text', '1', 'SELECT 1'])
      })

      test('whose role may not log in says why, and connects when it may', async () => {
        const eve = lesson({ 'a@carol': 'SELECT current_user', b: 'CREATE ROLE carol LOGIN' })
        eve.does({ type: 'session-connect-requested', session: 'carol' })
        await eve.until((state) => state.sessions.carol?.connection.kind === 'lost')
        expect(eve.state.sessions.carol?.connection).toMatchObject({
          message: 'role "carol" does not exist',
          code: '28000',
        })
        await eve.runs('b')
        expect(await eve.runs('a')).toEqual(['carol', 'SELECT 1'])
      })

      test('shows notifications that come while it is idle; its next cell prints them', async () => {
        const eve = lesson({ a: 'LISTEN news', 'b@bob': "NOTIFY news, 'tea is back'", c: 'SELECT 1' })
        await eve.runs('a')
        await eve.runs('b')
        await eve.until((state) => state.sessions.main?.notifications.length === 1)
        expect(eve.state.sessions.main?.notifications[0]).toMatchObject({
          channel: 'news',
          payload: 'tea is back',
          pid: eve.state.sessions.bob?.pid,
        })
        expect(await eve.runs('c')).toEqual(['1', 'SELECT 1', 'news: tea is back'])
        expect(eve.state.sessions.main?.notifications).toEqual([])
      })

      test('tells its role and database of now', async () => {
        const eve = lesson({ a: 'CREATE DATABASE shop', b: '\\c shop' })
        await eve.runs('a')
        await eve.runs('b')
        expect(eve.state.sessions.main).toMatchObject({ role: 'postgres', database: 'shop' })
        eve.does({ type: 'session-close-requested', session: 'main' })
        await eve.runs('a')
        expect(eve.state.sessions.main).toMatchObject({ database: 'postgres' })
      })
    })
  })
}
