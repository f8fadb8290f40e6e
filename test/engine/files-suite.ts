/** What PostgreSQL expects of its files, with several sessions. One suite, run over each host. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

export function filesSuite(name: string, start: () => Server): void {
  describe(`the files of a server ${name}`, () => {
    let server: Server
    const crashes: string[] = []
    const connect = async (parameters = {}) => {
      const client = new RawClient(server, parameters)
      await client.until('ReadyForQuery')
      return client
    }
    const run = async (client: RawClient, query: string) => transcript(await client.query(query))

    beforeAll(async () => {
      server = start()
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
