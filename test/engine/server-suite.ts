/** What every host of a server must do. One suite, run over each host. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Crash, Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

/** A statement that never ends by itself. */
const ENDLESS =
  'SELECT count(*) FROM generate_series(1, 9999) a, generate_series(1, 9999) b, generate_series(1, 9999) c'

export function serverSuite(
  name: string,
  start: (options?: { bootLimit?: number; maxConnections?: number }) => Server,
): void {
  describe(`a server ${name}`, () => {
    let server: Server
    const connect = async (parameters = {}) => {
      const client = new RawClient(server, parameters)
      await client.until('ReadyForQuery')
      return client
    }
    /** Starts a statement that never ends, and asks the server until it runs. */
    const startEndless = async (client: RawClient, admin: RawClient) => {
      client.send({ type: 'Query', query: ENDLESS })
      const others = `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()`
      while ((await run(admin, others))[0] === '0');
    }
    const run = async (client: RawClient, query: string) => transcript(await client.query(query))

    beforeAll(async () => {
      server = start()
      await server.ready
    })
    afterAll(() => server.stop())

    it('greets a client as PostgreSQL does', async () => {
      const client = new RawClient(server)
      const greeting = await client.until('ReadyForQuery')
      expect(greeting[0]).toEqual({ type: 'AuthenticationOk' })
      expect(greeting).toContainEqual({ type: 'ParameterStatus', name: 'server_encoding', value: 'UTF8' })
      expect(greeting.find(({ type }) => type === 'BackendKeyData')).toBeDefined()
      client.connection.close()
    })

    it("has PostgreSQL's own defaults", async () => {
      const client = await connect({ application_name: 'a test' })
      const show = async (setting: string) => (await run(client, `SHOW ${setting}`))[0]
      expect(await show('search_path')).toBe('"$user", public')
      expect(await show('autovacuum')).toBe('on')
      expect(await show('fsync')).toBe('on')
      expect(await show('allow_system_table_mods')).toBe('off')
      expect(await show('application_name')).toBe('a test')
      client.connection.close()
    })

    it('answers an error with its fields, and lives', async () => {
      const client = await connect()
      const messages = await client.query('SELECT 1 + x')
      const error = messages.find((message) => message.type === 'ErrorResponse')
      expect(error?.fields).toMatchObject({ severity: 'ERROR', code: '42703', position: 12 })
      expect(await run(client, 'SELECT 1')).toEqual(['1', 'SELECT 1', 'I'])
      client.connection.close()
    })

    it('keeps the transaction status: idle, in a transaction, failed', async () => {
      const client = await connect()
      expect(await run(client, 'BEGIN')).toEqual(['BEGIN', 'T'])
      expect((await run(client, 'SELECT 1/0')).at(-1)).toBe('E')
      expect(await run(client, 'SELECT 1')).toEqual([
        'ERROR 25P02 current transaction is aborted, commands ignored until end of transaction block',
        'E',
      ])
      expect(await run(client, 'ROLLBACK')).toEqual(['ROLLBACK', 'I'])
      client.connection.close()
    })

    it('runs PL/pgSQL, whose notices come while the statement still runs', async () => {
      const client = await connect()
      client.send({
        type: 'Query',
        query: `DO $$ BEGIN RAISE NOTICE 'first'; PERFORM pg_sleep(3600); END $$`,
      })
      expect(transcript(await client.until('NoticeResponse'))).toEqual(['NOTICE 00000 first'])
      client.connection.cancel()
      expect(transcript(await client.until('ReadyForQuery'))).toEqual([
        'ERROR 57014 canceling statement due to user request',
        'I',
      ])
      client.connection.close()
    })

    it('copies in and out', async () => {
      const client = await connect()
      await client.query('CREATE TABLE copied (a int, b text)')
      client.send({ type: 'Query', query: 'COPY copied FROM STDIN' })
      await client.until('CopyInResponse')
      client.send({ type: 'CopyData', data: new TextEncoder().encode('1\tone\n2\t') })
      client.send({ type: 'CopyData', data: new TextEncoder().encode('\\N\n') })
      client.send({ type: 'CopyDone' })
      expect(transcript(await client.until('ReadyForQuery'))).toEqual(['COPY 2', 'I'])
      expect(await run(client, 'COPY copied TO STDOUT')).toEqual([
        'copy 1\tone',
        'copy 2\t\\N',
        'COPY 2',
        'I',
      ])
      client.send({ type: 'Query', query: 'COPY copied FROM STDIN' })
      await client.until('CopyInResponse')
      client.send({ type: 'CopyFail', message: 'changed my mind' })
      expect(transcript(await client.until('ReadyForQuery'))).toEqual([
        'ERROR 57014 COPY from stdin failed: changed my mind',
        'I',
      ])
      client.connection.close()
    })

    it('cancels a statement that computes; the transaction block is failed, the session lives', async () => {
      const client = await connect()
      const admin = await connect()
      await client.query('BEGIN')
      await startEndless(client, admin)
      client.connection.cancel()
      expect(transcript(await client.until('ReadyForQuery'))).toEqual([
        'ERROR 57014 canceling statement due to user request',
        'E',
      ])
      expect(await run(client, 'ROLLBACK')).toEqual(['ROLLBACK', 'I'])
      for (const { connection } of [client, admin]) connection.close()
    })

    it('answers others while one computes', async () => {
      const busy = await connect()
      const other = await connect()
      await startEndless(busy, other)
      expect(await run(other, 'SELECT 42')).toEqual(['42', 'SELECT 1', 'I'])
      busy.connection.cancel()
      await busy.until('ReadyForQuery')
      for (const client of [busy, other]) client.connection.close()
    })

    it('stops a computing statement at its own time limit', async () => {
      const client = await connect()
      await client.query(`SET statement_timeout = '50ms'`)
      expect(await run(client, ENDLESS)).toContain('ERROR 57014 canceling statement due to statement timeout')
      client.connection.close()
    })

    it('shows a session only what is committed, and lets a writer wait for the row', async () => {
      const alice = await connect()
      const bob = await connect()
      const admin = await connect()
      await alice.query(
        "CREATE TABLE stock (item text PRIMARY KEY, qty int); INSERT INTO stock VALUES ('tea', 12)",
      )
      await alice.query('BEGIN; UPDATE stock SET qty = qty - 3')
      expect(await run(bob, 'SELECT qty FROM stock')).toEqual(['12', 'SELECT 1', 'I'])
      bob.send({ type: 'Query', query: 'UPDATE stock SET qty = qty - 2 RETURNING qty' })
      const blocked = 'SELECT count(*) FROM pg_locks WHERE NOT granted'
      while ((await run(admin, blocked))[0] !== '1');
      expect(await run(alice, 'COMMIT')).toEqual(['COMMIT', 'I'])
      expect(transcript(await bob.until('ReadyForQuery'))).toEqual(['7', 'UPDATE 1', 'I'])
      for (const client of [alice, bob, admin]) client.connection.close()
    })

    it('delivers notifications to a session that waits for them', async () => {
      const listener = await connect()
      const sender = await connect()
      await listener.query('LISTEN news')
      await sender.query(`NOTIFY news, 'hello'`)
      expect(transcript(await listener.until('NotificationResponse'))).toEqual(['notified news hello'])
      for (const client of [listener, sender]) client.connection.close()
    })

    it('creates and drops databases while other sessions are idle, and lets one in', async () => {
      const admin = await connect()
      await admin.query('CREATE ROLE lijia LOGIN CREATEDB; ')
      await admin.query('CREATE DATABASE lijia OWNER lijia')
      const client = await connect({ user: 'lijia', database: 'lijia' })
      expect(await run(client, 'SELECT current_user, session_user, current_database()')).toEqual([
        'lijia|lijia|lijia',
        'SELECT 1',
        'I',
      ])
      client.connection.close()
      await client.connection.ended
      expect(await run(admin, 'DROP DATABASE lijia')).toEqual(['DROP DATABASE', 'I'])
      admin.connection.close()
    })

    it("refuses a log-in in PostgreSQL's own words", async () => {
      const nobody = new RawClient(server, { user: 'nobody' })
      expect(transcript(await nobody.until('ReadyForQuery'))).toEqual([
        'FATAL 28000 role "nobody" does not exist',
      ])
      expect(await nobody.connection.ended).toMatchObject({ reason: 'refused' })
      const nowhere = new RawClient(server, { database: 'nowhere' })
      expect(transcript(await nowhere.until('ReadyForQuery'))).toEqual([
        'FATAL 3D000 database "nowhere" does not exist',
      ])
    })

    it('speaks LATIN1 with a client that wants it', async () => {
      const client = await connect()
      expect(await run(client, `SELECT convert_to('é', 'LATIN1')`)).toEqual(['\\xe9', 'SELECT 1', 'I'])
      expect(await run(client, `SELECT convert_to('€', 'LATIN1')`)).toEqual([
        'ERROR 22P05 character with byte sequence 0xe2 0x82 0xac in encoding "UTF8" has no equivalent in encoding "LATIN1"',
        'I',
      ])
      await client.query(`SET client_encoding = 'LATIN1'`)
      expect((await client.query(`SELECT E'\\u00e9'`))[1]).toEqual({
        type: 'DataRow',
        values: [Uint8Array.of(0xe9)],
      })
      expect(await run(client, 'SELECT 1')).toEqual(['1', 'SELECT 1', 'I'])
      client.connection.close()
    })

    it('lists its own folder, runs no programs, and goes on', async () => {
      const client = await connect()
      expect((await run(client, `SELECT count(*) > 10 FROM pg_ls_dir('.')`))[0]).toBe('t')
      expect(await run(client, `COPY (SELECT 1) TO PROGRAM 'cat'`)).toEqual([
        'ERROR 42501 could not execute command "cat": Permission denied',
        'I',
      ])
      const next = await connect()
      expect(await run(next, 'SELECT 1')).toEqual(['1', 'SELECT 1', 'I'])
      for (const { connection } of [client, next]) connection.close()
    })

    it('ends every connection when a backend crashes, says so once, and recovers what was committed', async () => {
      const crashing = start({ maxConnections: 6 })
      const told: Crash[] = []
      crashing.onCrash((crash) => told.push(crash))
      const log: string[] = []
      crashing.onLog((line) => log.push(line))
      const victim = new RawClient(crashing)
      const other = new RawClient(crashing)
      await Promise.all([victim.until('ReadyForQuery'), other.until('ReadyForQuery')])
      // A superuser may declare a C function with wrong types, and follow a pointer to nowhere, on any PostgreSQL.
      await other.query('CREATE TABLE kept (a int); INSERT INTO kept VALUES (1)')
      await other.query('BEGIN; INSERT INTO kept VALUES (2)')
      await victim.query(`CREATE FUNCTION crash(int) RETURNS cstring LANGUAGE internal STRICT AS 'textout'`)
      victim.send({ type: 'Query', query: 'SELECT crash(-16)' })
      const end = {
        reason: 'crashed',
        message: 'terminating connection because of crash of another server process',
      }
      expect(await victim.connection.ended).toEqual(end)
      expect(await other.connection.ended).toEqual(end)
      expect(transcript(await other.until('ReadyForQuery'))).toEqual([
        'WARNING 57P02 terminating connection because of crash of another server process',
      ])
      const next = new RawClient(crashing)
      await next.until('ReadyForQuery')
      expect(await run(next, 'SELECT * FROM kept')).toEqual(['1', 'SELECT 1', 'I'])
      expect(told).toHaveLength(1)
      await told[0]?.recovered
      expect(log.some((line) => line.includes('redo starts at'))).toBe(true)
      await crashing.stop()
    })

    it('ends a backend that does not answer a cancel, and recovers', async () => {
      const stuck = start({ maxConnections: 6 })
      const client = new RawClient(stuck)
      await client.until('ReadyForQuery')
      await client.query('CREATE TABLE kept (a int)')
      // One call, minutes long, within which PostgreSQL looks at nothing; a cancel that comes before it is caught.
      client.send({
        type: 'Query',
        query: `DO $$ BEGIN
          LOOP
            BEGIN PERFORM translate(repeat(repeat('x', 1000), 10000), repeat('a', 50000), 'b');
            EXCEPTION WHEN query_canceled THEN RAISE NOTICE 'too early';
            END;
          END LOOP;
        END $$`,
      })
      const again = setInterval(() => client.connection.cancel(), 200)
      expect(await client.connection.ended).toMatchObject({ reason: 'crashed' })
      clearInterval(again)
      const next = new RawClient(stuck)
      await next.until('ReadyForQuery')
      expect(await run(next, 'SELECT count(*) FROM kept')).toEqual(['0', 'SELECT 1', 'I'])
      await stuck.stop()
    })

    it('takes 3 MB of text in and out without losing a byte', async () => {
      const client = await connect()
      const long = 'é'.repeat(1_500_000)
      const messages = await client.query(`SELECT length('${long}'), '${long}'`)
      const row = messages.find((message) => message.type === 'DataRow')
      expect(new TextDecoder().decode(row?.values[0] ?? undefined)).toBe('1500000')
      expect(new TextDecoder().decode(row?.values[1] ?? undefined) === long).toBe(true)
      client.connection.close()
    })

    it('rolls back what a client leaves behind, and frees its locks', async () => {
      const vanishing = await connect()
      const other = await connect()
      await other.query('CREATE TABLE left_behind (a int)')
      await vanishing.query('BEGIN; INSERT INTO left_behind VALUES (1); LOCK TABLE left_behind')
      vanishing.connection.close()
      expect(await run(other, 'SELECT count(*) FROM left_behind')).toEqual(['0', 'SELECT 1', 'I'])
      other.connection.close()
    })

    it('ends a session that says good-bye, with all that it held', async () => {
      const admin = await connect()
      const sessions = `SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'`
      await admin.query('CREATE TABLE good_bye (a int)')
      const before = await run(admin, sessions)
      for (const close of [false, true]) {
        const client = await connect()
        await client.query('BEGIN; LOCK TABLE good_bye')
        client.send({ type: 'Terminate' })
        if (close) client.connection.close()
        expect(await client.connection.ended).toMatchObject({ reason: 'closed' })
        expect(await run(admin, 'SELECT count(*) FROM good_bye')).toEqual(['0', 'SELECT 1', 'I'])
        expect(await run(admin, sessions)).toEqual(before)
      }
      admin.connection.close()
    })

    it('ends a session that asks for its own end, and the next one is served', async () => {
      const client = await connect()
      expect(await run(client, 'SELECT pg_terminate_backend(pg_backend_pid())')).toContain(
        'FATAL 57P01 terminating connection due to administrator command',
      )
      await client.connection.ended
      const next = await connect()
      expect(await run(next, 'SELECT 1')).toEqual(['1', 'SELECT 1', 'I'])
      next.connection.terminate()
      expect(transcript(await next.until('ReadyForQuery'))).toEqual([
        'FATAL 57P01 terminating connection due to administrator command',
      ])
      await next.connection.ended
    })

    it('uses the place of a session that has ended again and again', async () => {
      const pids = new Set<string | undefined>()
      for (let i = 0; i < 15; i++) {
        const client = await connect()
        pids.add((await run(client, 'SELECT pg_backend_pid()'))[0])
        client.connection.close()
        await client.connection.ended
      }
      expect(pids.size).toBe(15)
    })

    it('refuses one connection too many as PostgreSQL does', async () => {
      const small = start({ maxConnections: 5 })
      for (let i = 0; i < 5; i++)
        expect(transcript(await new RawClient(small).until('ReadyForQuery'))).toEqual(['I'])
      expect(transcript(await new RawClient(small).until('ReadyForQuery'))).toEqual([
        'FATAL 53300 sorry, too many clients already',
      ])
      await small.stop()
    })

    it('tells every connection when it stops', async () => {
      const stopping = start({ maxConnections: 6 })
      const client = new RawClient(stopping)
      const admin = new RawClient(stopping)
      await Promise.all([client.until('ReadyForQuery'), admin.until('ReadyForQuery')])
      await startEndless(client, admin)
      await stopping.stop({ immediate: true })
      expect(await client.connection.ended).toEqual({
        reason: 'stopped',
        message: 'the server has been stopped',
      })
      const late = stopping.connect({ user: 'postgres', database: 'postgres' })
      expect(await late.ended).toMatchObject({ reason: 'stopped' })
    })

    it('gives a boot up that takes longer than its limit, and says so', async () => {
      const hurried = start({ bootLimit: 1 })
      const client = hurried.connect({ user: 'postgres', database: 'postgres' })
      await expect(hurried.ready).rejects.toThrow(/PostgreSQL did not start within 0.001 s/)
      expect((await client.ended).reason).toBe('stopped')
    })
  })
}
