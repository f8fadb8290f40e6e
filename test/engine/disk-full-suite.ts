/** A full disk fails the statement with 53100, and nothing else: the server goes on, and space can be freed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

/** Milliseconds: much is written. */
const LONG = 300_000
/** Bytes: the least that a store takes, and some 30 MB of data. */
const LIMIT = 100 << 20

export function diskFullSuite(name: string, start: (options: { storeLimit: number }) => Server): void {
  describe(`a full disk, ${name}`, { timeout: LONG }, () => {
    let server: Server
    const log: string[] = []
    const connect = async () => {
      const client = new RawClient(server)
      await client.until('ReadyForQuery')
      return client
    }
    const run = async (client: RawClient, query: string) => transcript(await client.query(query))
    /** Inserts until that fails; answers the error. */
    const fill = async (client: RawClient, table: string) => {
      for (;;) {
        const answer = await run(
          client,
          `INSERT INTO ${table} SELECT g, repeat('x', 500) FROM generate_series(1, 4000) g`,
        )
        if (answer[0]?.startsWith('ERROR')) return answer[0]
      }
    }

    beforeAll(async () => {
      server = start({ storeLimit: LIMIT })
      server.onLog((line) => log.push(line))
      await server.ready
    })
    afterAll(() => server.stop())

    it('fails the statements of several sessions; DROP TABLE frees the space; all go on', async () => {
      const [one, other] = [await connect(), await connect()]
      await run(one, 'CREATE TABLE big (a int, b text)')
      await run(one, 'CREATE TABLE emptied AS SELECT g FROM generate_series(1, 1000) g')
      await run(other, 'CREATE TABLE small (a int PRIMARY KEY, b text)')
      await run(other, `INSERT INTO small SELECT g, 'kept' FROM generate_series(1, 100) g`)
      expect(await fill(one, 'big')).toMatch(/^ERROR 53100 could not extend file .*No space left on device$/)
      expect(await run(one, 'TRUNCATE emptied')).toEqual(['TRUNCATE TABLE', 'I'])
      await run(other, 'BEGIN')
      await run(other, `UPDATE small SET b = 'changed' WHERE a = 1`)
      expect((await run(other, 'INSERT INTO big SELECT * FROM big'))[0]).toMatch(/^ERROR 53100/)
      expect(await run(other, 'ROLLBACK')).toEqual(['ROLLBACK', 'I'])
      expect((await run(one, 'CREATE TABLE further AS SELECT * FROM big'))[0]).toMatch(/^ERROR 53100/)
      expect((await run(one, 'SELECT max(a) FROM (SELECT a FROM big ORDER BY b, a OFFSET 0) s'))[0]).toMatch(
        /^ERROR 53100 could not write to file/,
      )
      expect(await run(other, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      expect(await run(other, `SELECT count(*) FROM small WHERE b = 'kept'`)).toEqual([
        '100',
        'SELECT 1',
        'I',
      ])
      // Nothing new has room, but what is there can be changed and removed.
      expect((await run(one, 'DELETE FROM big WHERE a <= 1000'))[0]).toMatch(/^DELETE/)
      expect(await run(one, 'DROP TABLE big')).toEqual(['DROP TABLE', 'I'])
      expect(await run(other, 'VACUUM small')).toEqual(['VACUUM', 'I'])
      expect(await run(one, 'CREATE TABLE big AS SELECT g FROM generate_series(1, 50000) g')).toEqual([
        'SELECT 50000',
        'I',
      ])
      expect(log.filter((line) => /PANIC|terminating connection/.test(line))).toEqual([])
      for (const client of [one, other]) client.connection.close()
    })

    it('comes back from a crash while the disk is full', async () => {
      const client = await connect()
      await run(client, 'CREATE TABLE full_of_it (a int, b text)')
      await run(client, 'INSERT INTO full_of_it VALUES (0, $$committed$$)')
      await fill(client, 'full_of_it')
      const recovered = new Promise<void>((resolve, reject) =>
        server.onCrash((crash) => crash.recovered.then(resolve, reject)),
      )
      client.connection.kill()
      await recovered
      const next = await connect()
      expect(await run(next, 'SELECT b FROM full_of_it WHERE a = 0')).toEqual(['committed', 'SELECT 1', 'I'])
      expect(await fill(next, 'full_of_it')).toMatch(/^ERROR 53100/)
      expect(await run(next, 'DROP TABLE full_of_it')).toEqual(['DROP TABLE', 'I'])
      expect(await run(next, 'CHECKPOINT')).toEqual(['CHECKPOINT', 'I'])
      expect(await run(next, 'CREATE TABLE full_of_it AS SELECT 1')).toEqual(['SELECT 1', 'I'])
      next.connection.close()
    })

    it('comes back when WAL itself has no room left, and stays up', async () => {
      const client = await connect()
      expect(await run(client, 'CREATE TABLE wide (a int, b text)')).toEqual(['CREATE TABLE', 'I'])
      await fill(client, 'wide')
      // Makes WAL, no new blocks: it may run into the end of its reserve before a checkpoint comes.
      const isUp = async () => {
        const answers = [await run(client, 'BEGIN'), await run(client, 'DELETE FROM wide')]
        return answers.every((answer) => answer.at(-1) === 'T') && (await run(client, 'ROLLBACK')).length > 0
      }
      for (let round = 0; round < 6 && (await isUp()); round++);
      const next = await connect()
      expect(await run(next, 'DROP TABLE wide')).toEqual(['DROP TABLE', 'I'])
      expect(await run(next, 'CREATE TABLE narrow AS SELECT 1')).toEqual(['SELECT 1', 'I'])
      next.connection.close()
    })
  })
}
