/** What PostgreSQL expects of its files, with several sessions. One suite, run over each host. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { header, inodeField } from '../../lib/postgres/files/layout.ts'
import type { Store } from '../../lib/postgres/files/store.ts'
import { walSinceCheckpoint } from '../../lib/postgres/files/wal-progress.ts'
import { RawClient, transcript } from './support/raw-client.ts'

/** Milliseconds: some write much. */
const LONG = 300_000

interface FilesOptions {
  onStore: (store: Store) => void
}

export function filesSuite(name: string, start: (options: FilesOptions) => Server): void {
  describe(`the files of a server ${name}`, { timeout: LONG }, () => {
    let server: Server
    let store: Store
    const crashes: string[] = []
    const connect = async (parameters = {}) => {
      const client = new RawClient(server, parameters)
      await client.until('ReadyForQuery')
      return client
    }
    const run = async (client: RawClient, query: string) => transcript(await client.query(query))

    beforeAll(async () => {
      server = start({
        onStore: (its) => {
          store = its
        },
      })
      server.onCrash(({ message }) => crashes.push(message))
      await server.ready
    })
    afterAll(async () => {
      await server.stop()
      expect(crashes).toEqual([])
    })

    it('checkpoints in a session that wrote a table which another has dropped since', async () => {
      const [writer, dropper] = [await connect(), await connect()]
      await run(writer, `CREATE TABLE dropped AS SELECT g, repeat('x', 200) FROM generate_series(1, 10000) g`)
      expect(await run(dropper, 'DROP TABLE dropped')).toEqual(['DROP TABLE', 'I'])
      expect(await run(dropper, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      expect(await run(writer, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      for (const client of [writer, dropper]) client.connection.close()
    })

    it('checkpoints in a session that made a database which another has dropped since', async () => {
      const [maker, dropper] = [await connect(), await connect()]
      await run(maker, 'CREATE DATABASE short_lived')
      expect(await run(dropper, 'DROP DATABASE short_lived')).toEqual(['DROP DATABASE', 'I'])
      expect(await run(maker, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      for (const client of [maker, dropper]) client.connection.close()
    })

    it("has initdb's three databases, and makes others from template0", async () => {
      const client = await connect()
      const databases = `SELECT oid, datname, datistemplate, datallowconn, age(datfrozenxid) BETWEEN 0 AND 1000
        FROM pg_database WHERE oid < 16384 ORDER BY oid`
      expect(await run(client, databases)).toEqual([
        '1|template1|t|t|t',
        '4|template0|t|f|t',
        '5|postgres|f|t|t',
        'SELECT 3',
        'I',
      ])
      await run(client, 'CREATE TABLE here_only (a int)')
      expect(await run(client, 'CREATE DATABASE pristine TEMPLATE template0')).toEqual([
        'CREATE DATABASE',
        'I',
      ])
      const other = await connect({ database: 'pristine' })
      expect(await run(other, `SELECT count(*) FROM pg_class WHERE oid >= 16384`)).toEqual([
        '0',
        'SELECT 1',
        'I',
      ])
      await run(other, 'CREATE TABLE here_only (b text)')
      expect(await run(client, 'SELECT a FROM here_only')).toEqual(['SELECT 0', 'I'])
      other.connection.close()
      await other.connection.ended
      expect(await run(client, 'DROP DATABASE pristine')).toEqual(['DROP DATABASE', 'I'])
      client.connection.close()
    })

    it('waits at the barrier of the store with each COMMIT, and not with synchronous_commit = off', async () => {
      const client = await connect()
      const barriersOf = async (settings: string) => {
        await run(client, `${settings}; CREATE TABLE IF NOT EXISTS kept (a int); CHECKPOINT`)
        const before = store.tables.word(header.barriers)
        for (let row = 0; row < 10; row++) await run(client, `INSERT INTO kept VALUES (${row})`)
        return store.tables.word(header.barriers) - before
      }
      expect(await barriersOf('SET synchronous_commit = on')).toBeGreaterThanOrEqual(10)
      expect(await barriersOf('SET synchronous_commit = off')).toBeLessThan(10)
      client.connection.close()
    })

    it('forgets tables that were dropped, at the next checkpoint of anybody, and their files', async () => {
      const [dropper, other] = [await connect(), await connect()]
      const files = async () => Number((await run(other, `SELECT count(*) FROM pg_ls_dir('base/5')`))[0])
      await run(other, 'CHECKPOINT')
      const [before, inodes] = [await files(), store.tables.inodes.inUse]
      const create = `DO $$ BEGIN FOR i IN 1..300 LOOP
        EXECUTE 'CREATE TABLE passing (a int PRIMARY KEY, b text)'; EXECUTE 'DROP TABLE passing'; COMMIT;
      END LOOP; END $$`
      for (let round = 0; round < 4; round++) {
        expect(await run(dropper, create)).toEqual(['DO', 'I'])
        await run(other, 'CHECKPOINT')
      }
      // Catalogues may have got a map of their free space meanwhile.
      expect((await files()) - before).toBeLessThan(20)
      expect(store.tables.inodes.inUse - inodes).toBeLessThan(40)
      expect(await run(dropper, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      for (const client of [dropper, other]) client.connection.close()
    })

    it('closes the files of a session that has ended', async () => {
      const admin = await connect()
      await run(admin, 'CREATE TABLE opened (a int PRIMARY KEY)')
      const visit = async () => {
        const client = await connect()
        await run(client, 'INSERT INTO opened SELECT coalesce(max(a), 0) + 1 FROM opened')
        client.connection.close()
        await client.connection.ended
      }
      const opens = () => {
        const { tables } = store
        let sum = 0
        for (let inode = 1; inode < tables.inodes.end; inode++)
          sum += store.mode(inode) ? tables.word(tables.inode(inode) + inodeField.opens) : 0
        return sum
      }
      await visit()
      const before = opens()
      for (let round = 0; round < 3; round++) await visit()
      expect(opens() - before).toBeLessThan(5)
      admin.connection.close()
    })

    it('tells the host how far the WAL is', async () => {
      const client = await connect()
      await run(client, 'CHECKPOINT')
      expect(walSinceCheckpoint(store.tables)).toBeLessThan(100_000)
      await run(client, 'CREATE TABLE logged AS SELECT g FROM generate_series(1, 50000) g')
      const [insert] = await run(
        client,
        'SELECT pg_current_wal_lsn() - redo_lsn FROM pg_control_checkpoint()',
      )
      expect(Math.abs(walSinceCheckpoint(store.tables) - Number(insert))).toBeLessThan(3 * 8192)
      client.connection.close()
    })

    it('lists a folder while another session changes it', async () => {
      const [lister, writer] = [await connect(), await connect()]
      await run(writer, 'CREATE TABLE files (name text)')
      let ended = false
      const listing = (async () => {
        while (!ended) {
          const answer = await run(lister, `SELECT count(*) > 0 FROM pg_ls_waldir(), pg_ls_dir('base/5')`)
          expect(answer).toEqual(['t', 'SELECT 1', 'I'])
        }
      })()
      for (let round = 0; round < 20; round++)
        await run(
          writer,
          `BEGIN; CREATE TABLE brief (a int PRIMARY KEY, b text); ROLLBACK; SELECT pg_switch_wal()`,
        )
      ended = true
      await listing
      for (const client of [lister, writer]) client.connection.close()
    })
  })
}
