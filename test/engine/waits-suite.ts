/** Who waits for whom, asked of the server: every kind of wait that a lesson can show. On any server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { askLocks } from '../../lib/postgres/client/locks.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { Session } from '../../lib/postgres/client/session.ts'
import { type Wait, WaitQuestion } from '../../lib/postgres/client/waits.ts'
import type { SuiteServer } from './notebook-sessions-suite.ts'

/** Sessions by name, and who of them waits for whom. */
class World {
  readonly #sessions = new Map<string, Session>()
  readonly #server: Server
  readonly question: WaitQuestion

  constructor(server: Server) {
    this.#server = server
    this.question = new WaitQuestion(server)
  }

  /** Runs it to its end; gives the SQLSTATE of an error. */
  async run(name: string, sql: string): Promise<string | undefined> {
    return (await this.session(name).run(sql, () => {})).code
  }

  session(name: string): Session {
    const known = this.#sessions.get(name)
    if (known) return known
    const made = new Session(this.#server, { user: 'postgres', database: 'postgres' })
    this.#sessions.set(name, made)
    return made
  }

  /** Asks until this one waits. */
  async waitOf(name: string): Promise<Omit<Wait, 'pid' | 'blockedBy'> & { blockedBy: string[] }> {
    for (;;) {
      const waits = await this.question.ask([...this.#sessions.values()].flatMap(({ pid }) => pid ?? []))
      const found = waits.find(({ pid }) => pid === this.session(name).pid)
      if (!found) continue
      const { pid: _, blockedBy, ...wait } = found
      return { ...wait, blockedBy: blockedBy.map((pid) => this.#nameOf(pid)).sort() }
    }
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close()
    this.question.close()
  }

  #nameOf(pid: number): string {
    return [...this.#sessions].find(([, session]) => session.pid === pid)?.[0] ?? String(pid)
  }
}

export function waitsSuite(host: string, start: () => Promise<SuiteServer>): void {
  describe(`waits on ${host}`, () => {
    let served: SuiteServer
    let world: World

    beforeAll(async () => {
      served = await start()
      world = new World(served.server)
      await world.run('setup', "CREATE TABLE w (n int PRIMARY KEY, t text); INSERT INTO w VALUES (1, 'a')")
      world.close()
    })
    afterEach(() => world.close())
    afterAll(() => served.stop())

    /** In a session of its own, this is held while that is waited for. */
    async function held(by: string, sql: string): Promise<void> {
      world = new World(served.server)
      await world.run(by, sql)
    }

    test('a row: for the transaction that has changed it; who comes later stands in line', async () => {
      await held('alice', "BEGIN; UPDATE w SET t = 'b'")
      const bob = world.run('bob', "UPDATE w SET t = 'c'")
      const first = await world.waitOf('bob')
      expect(first).toMatchObject({
        blockedBy: ['alice'],
        lock: { type: 'transactionid', mode: 'ShareLock' },
        place: { block: 0, offset: 1 },
      })
      expect(first.lock.relation).toBeGreaterThan(16000)
      const carol = world.run('carol', 'DELETE FROM w WHERE false; UPDATE w SET t = t')
      expect(await world.waitOf('carol')).toMatchObject({
        blockedBy: ['bob'],
        lock: { type: 'tuple', mode: 'ExclusiveLock', relation: first.lock.relation },
        place: first.place,
      })
      await world.run('alice', 'ROLLBACK')
      expect(await Promise.all([bob, carol])).toEqual([undefined, undefined])
    })

    test('a key: for the transaction that has inserted the same; no table is named', async () => {
      await held('alice', 'BEGIN; INSERT INTO w VALUES (2)')
      const bob = world.run('bob', 'INSERT INTO w VALUES (2)')
      expect(await world.waitOf('bob')).toMatchObject({
        blockedBy: ['alice'],
        lock: { type: 'transactionid', relation: null },
      })
      await world.run('alice', 'ROLLBACK')
      expect(await bob).toBeUndefined()
      await world.run('alice', 'DELETE FROM w WHERE n = 2')
    })

    test('a table: also for who stands before it in line and has nothing yet', async () => {
      await held('alice', 'BEGIN; SELECT * FROM w')
      const bob = world.run('bob', 'BEGIN; LOCK w; COMMIT')
      expect(await world.waitOf('bob')).toMatchObject({
        blockedBy: ['alice'],
        lock: { type: 'relation', mode: 'AccessExclusiveLock' },
      })
      const carol = world.run('carol', 'SELECT * FROM w')
      expect(await world.waitOf('carol')).toMatchObject({
        blockedBy: ['bob'],
        lock: { mode: 'AccessShareLock' },
      })
      await world.run('alice', 'COMMIT')
      expect(await Promise.all([bob, carol])).toEqual([undefined, undefined])
    })

    test('an advisory lock', async () => {
      await held('alice', 'SELECT pg_advisory_lock(7)')
      const bob = world.run('bob', 'SELECT pg_advisory_lock(7)')
      expect(await world.waitOf('bob')).toMatchObject({
        blockedBy: ['alice'],
        lock: { type: 'advisory', mode: 'ExclusiveLock', relation: null },
      })
      await world.run('alice', 'SELECT pg_advisory_unlock(7)')
      expect(await bob).toBeUndefined()
    })

    test('each other: both are told while PostgreSQL looks for deadlocks', async () => {
      await held('alice', "SET deadlock_timeout = '60s'; BEGIN; SELECT pg_advisory_lock(1)")
      await world.run('bob', "SET deadlock_timeout = '60s'; SELECT pg_advisory_lock(2)")
      const alice = world.run('alice', 'SELECT pg_advisory_lock(2)')
      expect((await world.waitOf('alice')).blockedBy).toEqual(['bob'])
      const bob = world.run('bob', 'SELECT pg_advisory_lock(1)')
      expect((await world.waitOf('bob')).blockedBy).toEqual(['alice'])
      world.session('bob').cancel()
      expect(await bob).toBe('57014')
      world.session('alice').cancel()
      expect(await alice).toBe('57014')
    })

    test('all locks: what is held for what is waited for, each by its process', async () => {
      await held(
        'alice',
        'BEGIN; ALTER TABLE w ALTER t TYPE text, ADD u int; SELECT pg_advisory_xact_lock(3)',
      )
      const bob = world.run('bob', 'SELECT * FROM w')
      const { lock } = await world.waitOf('bob')
      const pids = ['alice', 'bob'].map((name) => world.session(name).pid ?? 0)
      const locks = await askLocks(served.server, pids)
      const of = (which: number) =>
        locks.filter(({ pid }) => pid === pids[which]).map(({ pid: _, ...rest }) => rest)
      const nowhere = { relation: null, place: null, xid: null }
      expect(of(0)).toEqual(
        expect.arrayContaining([
          { ...nowhere, type: 'advisory', mode: 'ExclusiveLock', granted: true },
          {
            ...nowhere,
            type: 'relation',
            mode: 'AccessExclusiveLock',
            granted: true,
            relation: lock.relation,
          },
          {
            ...nowhere,
            type: 'transactionid',
            mode: 'ExclusiveLock',
            granted: true,
            xid: expect.any(Number),
          },
        ]),
      )
      expect(of(1)).toEqual([
        { ...nowhere, type: 'relation', mode: 'AccessShareLock', granted: false, relation: lock.relation },
      ])
      await world.run('alice', 'ROLLBACK')
      expect(await bob).toBeUndefined()
    })

    test('nobody who computes or sleeps', async () => {
      await held('alice', 'SELECT 1')
      const sleep = world.run('alice', 'SELECT pg_sleep(60)')
      const { pid } = world.session('alice')
      // A cancel that comes before the statement has begun would cancel nothing.
      const sleeps = `SELECT FROM pg_stat_activity WHERE pid = ${pid} AND wait_event = 'PgSleep'`
      while ((await world.session('bob').query(sleeps)).rows.length === 0);
      expect(await world.question.ask([pid ?? 0])).toEqual([])
      world.session('alice').cancel()
      expect(await sleep).toBe('57014')
    })

    test('is answered or refused, and holds nobody up, while the catalogue is locked', async () => {
      await held('alice', 'SELECT 1')
      const pid = world.session('alice').pid ?? 0
      // Whoever connects now would have to wait for the catalogue itself.
      expect(await world.question.ask([pid])).toEqual([])
      await world.run('alice', 'BEGIN; LOCK pg_class, pg_proc, pg_type')
      const answer = await world.question.ask([pid]).catch((error: Error) => error.message)
      expect([[], 'canceling statement due to lock timeout']).toContainEqual(answer)
      await world.run('alice', 'ROLLBACK')
      expect(await world.question.ask([pid])).toEqual([])
    })
  })
}
