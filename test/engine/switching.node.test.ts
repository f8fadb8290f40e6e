/** What several backends change in turn, also where PostgreSQL changes pages without a WAL record, is the same for all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { RawClient, transcript } from './support/raw-client.ts'

describe('backends that alternate', () => {
  let server: Server
  let clients: RawClient[]
  const run = async (client: RawClient | undefined, query: string) =>
    transcript((await client?.query(query)) ?? [])

  beforeAll(async () => {
    server = startServer({ maxConnections: 10 })
    clients = [new RawClient(server), new RawClient(server), new RawClient(server)]
    await Promise.all(clients.map((client) => client.until('ReadyForQuery')))
  })
  afterAll(() => server.stop())

  it('never hand out a number of a sequence twice', async () => {
    await run(clients[0], 'CREATE SEQUENCE numbers')
    const taken: (string | undefined)[] = []
    for (let i = 0; i < 150; i++) taken.push((await run(clients[i % 3], `SELECT nextval('numbers')`))[0])
    expect(taken).toEqual(Array.from({ length: 150 }, (_, i) => String(i + 1)))
  })

  it('keep an unlogged table and its index whole', async () => {
    await run(clients[0], 'CREATE UNLOGGED TABLE quick (a int PRIMARY KEY, b text)')
    for (let i = 0; i < 120; i++)
      await run(clients[i % 3], `INSERT INTO quick VALUES (${i}, repeat('x', 300))`)
    for (const client of clients) {
      expect(
        await run(client, 'SET enable_seqscan = off; SELECT count(*) FROM quick WHERE a >= 0'),
      ).toContain('120')
      expect(await run(client, 'SET enable_seqscan = on; SELECT sum(a) FROM quick')).toContain('7140')
    }
  })

  it('agree on which pages are visible to all', async () => {
    const [a, b, c] = clients
    await run(
      a,
      'CREATE TABLE seen (a int PRIMARY KEY, b int); INSERT INTO seen SELECT i, 0 FROM generate_series(1, 500) i',
    )
    const indexOnly =
      'SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT count(*) FROM seen WHERE a > 0'
    for (let i = 1; i <= 20; i++) {
      await run(a, 'VACUUM seen')
      await run(c, indexOnly)
      await run(b, `DELETE FROM seen WHERE a = ${i}`)
      expect(await run(c, indexOnly)).toContain(String(500 - i))
    }
  })

  it('build indexes of every kind while others run', async () => {
    const [a, b, c] = clients
    await run(
      a,
      `CREATE TABLE indexed AS SELECT i AS a, point(i % 100, i / 100) AS p, ARRAY[i % 7, i % 11] AS l, 'text ' || i AS t
       FROM generate_series(1, 6000) i`,
    )
    const kinds = ['btree (t)', 'hash (t)', 'gist (p)', 'spgist (p)', 'gin (l)', 'brin (a)']
    for (const kind of kinds) {
      let isBuilt = false
      const others = [b, c].map(async (other, i) => {
        while (!isBuilt)
          await run(other, `SELECT count(*) FROM indexed WHERE a % ${i + 2} = 0; SELECT nextval('numbers')`)
      })
      expect(await run(a, `CREATE INDEX ON indexed USING ${kind}`)).toEqual(['CREATE INDEX', 'I'])
      isBuilt = true
      await Promise.all(others)
    }
    const counts = [
      "t = 'text 77'",
      'p <@ box(point(3, 3), point(8, 8))',
      'l @> ARRAY[3]',
      'a BETWEEN 100 AND 200',
    ]
    for (const where of counts) {
      const count = async (client: RawClient | undefined, settings: string) =>
        (await run(client, `${settings}; SELECT count(*) FROM indexed WHERE ${where}`)).slice(-3)
      const plain = await count(
        a,
        'SET enable_seqscan = on; SET enable_indexscan = off; SET enable_bitmapscan = off',
      )
      const indexed = await count(
        b,
        'SET enable_seqscan = off; SET enable_indexscan = on; SET enable_bitmapscan = on',
      )
      expect(indexed).toEqual(plain)
    }
  })
})
