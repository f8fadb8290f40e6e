/** What the WAL says of statements: rows with their places, catalogue in words, transactions; compared with PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Observation, RowChange } from '../../lib/postgres/client/journal.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { FactClient } from './support/fact-client.ts'

export function walFactsSuite(name: string, start: () => Server): void {
  describe(`facts of a server ${name}`, () => {
    let server: Server
    let client: FactClient
    beforeAll(() => {
      server = start()
      client = new FactClient(server)
    })
    afterAll(() => server.stop({ immediate: true }))

    const words = async (query: string) =>
      (await client.told('catalogue', query)).map(({ change: { action, kind, name, of, detail } }) =>
        [action, kind, name, of ? `of ${of.name}` : '', detail].filter(Boolean).join(' '),
      )
    const rowTexts = async (query: string) => (await client.told('rows', query)).map(textOfRows)

    it('tells a table with its indexes and constraints once, and its columns when they change', async () => {
      expect(await words('CREATE TABLE notes (id integer PRIMARY KEY, body varchar(20) UNIQUE)')).toEqual([
        'created table notes id integer, body character varying(20)',
        'created index notes_pkey of notes unique, on (id)',
        'created constraint notes_pkey of notes primary key (id)',
        'created index notes_body_key of notes unique, on (body)',
        'created constraint notes_body_key of notes unique (body)',
      ])
      expect(await words(`ALTER TABLE notes ADD COLUMN "at" date DEFAULT '2020-02-03' NOT NULL`)).toEqual([
        'created column at of notes date',
      ])
      expect(await words('ALTER TABLE notes RENAME COLUMN "at" TO day')).toEqual([
        'altered column day of notes renamed from at',
      ])
      expect(await words('ALTER TABLE notes ALTER COLUMN day DROP DEFAULT')).toEqual([
        'altered column day of notes default dropped',
      ])
      expect(await words('ALTER TABLE notes DROP COLUMN day')).toEqual(['dropped column day of notes'])
      expect(await words('ALTER TABLE notes RENAME TO sheets')).toEqual([
        'altered table sheets renamed from notes',
      ])
      expect(await words('DROP TABLE sheets')).toEqual(['dropped table sheets'])
    })

    it('tells roles, memberships, grants, schemas, types, functions, policies, triggers, databases', async () => {
      expect(await words('CREATE ROLE bob LOGIN')).toEqual(['created role bob login'])
      expect(await words('CREATE ROLE staff')).toEqual(['created role staff'])
      expect(await words('GRANT staff TO bob')).toEqual(['created membership bob in staff'])
      expect(await words('CREATE SCHEMA shop')).toEqual(['created schema shop'])
      expect(await words('CREATE TABLE shop.stock (item text)')).toEqual([
        'created table shop.stock item text',
      ])
      expect(await words('GRANT SELECT, UPDATE (item) ON shop.stock TO bob WITH GRANT OPTION')).toEqual([
        'created grant SELECT on shop.stock to bob of shop.stock with grant option',
        'created grant UPDATE on shop.stock (item) to bob of shop.stock (item) with grant option',
      ])
      expect(await words('REVOKE ALL ON shop.stock FROM bob')).toEqual([
        'dropped grant SELECT on shop.stock to bob of shop.stock',
        'dropped grant UPDATE on shop.stock (item) to bob of shop.stock (item)',
      ])
      expect(await words('ALTER TABLE shop.stock OWNER TO bob')).toEqual([
        'altered table shop.stock owner bob',
      ])
      expect(await words(`CREATE TYPE mood AS ENUM ('sad', 'ok')`)).toEqual([
        `created type mood enum of 'sad', 'ok'`,
      ])
      expect(await words(`ALTER TYPE mood ADD VALUE 'happy'`)).toEqual([
        `altered type mood value 'happy' added`,
      ])
      expect(await words('CREATE DOMAIN positive AS integer CHECK (value > 0)')).toEqual([
        'created domain positive of integer',
      ])
      expect(
        await words(`CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`),
      ).toEqual(['created function f() returns trigger'])
      expect(
        await words('CREATE TRIGGER t BEFORE INSERT ON shop.stock FOR EACH ROW EXECUTE FUNCTION f()'),
      ).toEqual(['created trigger t of shop.stock'])
      expect(await words('CREATE POLICY p ON shop.stock USING (true)')).toEqual([
        'created policy p of shop.stock',
      ])
      expect(await words('CREATE FUNCTION g(integer, text[]) RETURNS integer LANGUAGE sql RETURN 1')).toEqual(
        ['created function g(integer, text[]) returns integer'],
      )
      expect(await words('CREATE VIEW v AS SELECT item FROM shop.stock')).toEqual([
        'created view v item text',
      ])
      expect(await words('COMMENT ON COLUMN v.item IS $$what$$')).toEqual([
        'created comment on column v.item of v what',
      ])
      expect(await words('DROP SCHEMA shop CASCADE')).toEqual([
        'dropped view v',
        'dropped table shop.stock',
        'dropped schema shop',
      ])
      expect(await words('CREATE DATABASE elsewhere')).toEqual(['created database elsewhere'])
      expect(await words('DROP DATABASE elsewhere')).toEqual(['dropped database elsewhere'])
      expect(await words('DROP ROLE bob')).toEqual(['dropped membership bob in staff', 'dropped role bob'])
    })

    it('tells rows with old and new values, and where they stand', async () => {
      await client.run(
        'CREATE TABLE r (id integer PRIMARY KEY, t text, n numeric(6,2), gone integer, v integer GENERATED ALWAYS AS (id + 1) VIRTUAL)',
      )
      await client.run('ALTER TABLE r DROP COLUMN gone')
      expect(await rowTexts(`INSERT INTO r VALUES (1, 'one', 1.5), (2, NULL, 2)`)).toEqual([
        'insert r 2: (0,1) 1|one|1.50|? · (0,2) 2|NULL|2.00|?',
      ])
      expect(await rowTexts('UPDATE r SET t = upper(t)')).toEqual([
        'update r 2: (0,1) 1|one|1.50|? → (0,3) 1|ONE|1.50|? · (0,2) 2|NULL|2.00|? → (0,4) 2|NULL|2.00|?',
      ])
      await client.run(`ALTER TABLE r ADD COLUMN later text DEFAULT 'since then'`)
      expect(await rowTexts('DELETE FROM r WHERE id = 2')).toEqual([
        'delete r 1: (0,4) 2|NULL|2.00|?|since then',
      ])
      expect(
        await rowTexts(`INSERT INTO r VALUES (1, 'two') ON CONFLICT (id) DO UPDATE SET t = excluded.t`),
      ).toEqual([
        expect.stringMatching(
          /^update r 1: \(0,3\) 1\|ONE\|1.50\|\?\|since then → \(0,\d\) 1\|two\|1.50\|\?\|since then$/,
        ),
      ])
    })

    it('tells long values, new ones and those that an UPDATE leaves alone', async () => {
      await client.run('CREATE TABLE long (id integer, t text, u text)')
      await client.run('ALTER TABLE long ALTER COLUMN u SET STORAGE EXTERNAL')
      const value = `(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 500) g)`
      const [inserted] = await client.told(
        'rows',
        `INSERT INTO long SELECT 1, ${value}, ${value} || repeat('x', 9000)`,
      )
      const { rows } = await client.run('SELECT * FROM long')
      expect(inserted?.rows[0]?.newRow).toEqual(rows[0])
      const [updated] = await client.told('rows', 'UPDATE long SET id = 2')
      expect(updated?.rows[0]?.oldRow).toEqual(rows[0])
      expect(updated?.rows[0]?.newRow).toEqual(['2', ...(rows[0] ?? []).slice(1)])
    })

    it('tells subtransactions with what they are a part of, and how each ends', async () => {
      await client.run('CREATE TABLE s (n integer)')
      const told: Observation[] = []
      for (const query of [
        'BEGIN',
        'SAVEPOINT a',
        'INSERT INTO s VALUES (1)',
        'ROLLBACK TO a',
        'INSERT INTO s VALUES (2)',
        'COMMIT',
      ])
        told.push(...(await client.run(query)).facts)
      const rows = told.filter((fact) => fact.type === 'rows')
      const ends = told.filter((fact) => fact.type === 'transaction-ended')
      const [first, second] = rows
      expect(rows).toHaveLength(2)
      expect(first?.top).toBe(second?.top)
      expect(first?.xid).not.toBe(first?.top)
      expect(ends.map(({ xid, top, how, subtransactions }) => ({ xid, top, how, subtransactions }))).toEqual([
        { xid: first?.xid, top: first?.top, how: 'rolled back', subtransactions: [] },
        { xid: first?.top, top: first?.top, how: 'committed', subtransactions: [second?.xid] },
      ])
    })

    it('tells rewrites with their rows, and TRUNCATE with the file before', async () => {
      await client.run('CREATE TABLE w (n integer, t text)')
      await client.run(`INSERT INTO w SELECT g, 'row ' || g FROM generate_series(1, 300) g`)
      await client.run('DELETE FROM w WHERE n % 3 = 0')
      for (const query of ['ALTER TABLE w ALTER COLUMN n TYPE bigint', 'VACUUM FULL w']) {
        const [rewritten] = await client.told('rewritten', query)
        const { rows } = await client.run(`SELECT ctid, n, t FROM w`)
        const seen = rewritten?.rows?.map(({ place, row }) => [`(${place.block},${place.offset})`, ...row])
        expect(seen).toEqual(rows)
        expect(await client.run(`SELECT pg_relation_filenode('w')`)).toMatchObject({
          rows: [[String(rewritten?.table.file)]],
        })
      }
      const { rows } = await client.run(`SELECT pg_relation_filenode('w')`)
      const [truncated] = await client.told('truncated', 'TRUNCATE w')
      expect(String(truncated?.oldFile)).toBe(rows[0]?.[0])
      expect(truncated?.table.file).not.toBe(truncated?.oldFile)
    })

    it('follows catalogues that VACUUM FULL moves into other files', async () => {
      for (const catalogue of ['pg_class', 'pg_attribute', 'pg_constraint', 'pg_authid']) {
        const { facts } = await client.run(`VACUUM FULL ${catalogue}`)
        expect(facts.filter(({ type }) => type === 'lost')).toEqual([])
        expect(await words(`CREATE TABLE after_${catalogue} (n numeric(5,2) CHECK (n > 0))`)).toEqual([
          `created table after_${catalogue} n numeric(5,2)`,
          `created constraint after_${catalogue}_n_check of after_${catalogue} check`,
        ])
        expect(await rowTexts(`INSERT INTO after_${catalogue} VALUES (1)`)).toEqual([
          `insert after_${catalogue} 1: (0,1) 1.00`,
        ])
      }
    })

    it('tells which row versions pruning and VACUUM have taken away', async () => {
      await client.run('CREATE TABLE swept (n integer)')
      await client.run('INSERT INTO swept SELECT generate_series(1, 5)')
      await client.run('DELETE FROM swept WHERE n IN (2, 4)')
      const pruned = await client.told('pruned', 'VACUUM swept')
      expect(pruned.flatMap(({ places }) => places)).toEqual([
        { block: 0, offset: 2 },
        { block: 0, offset: 4 },
      ])
    })

    it('puts together what takes turns: a trigger that writes for each row', async () => {
      await client.run('CREATE TABLE log (n integer)')
      await client.run('CREATE TABLE logged (n integer)')
      await client.run(
        `CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (NEW.n); RETURN NEW; END'`,
      )
      await client.run('CREATE TRIGGER note BEFORE INSERT ON logged FOR EACH ROW EXECUTE FUNCTION note()')
      const told = await client.told('rows', 'INSERT INTO logged SELECT generate_series(1, 1000)')
      const counts = new Map<string, number>()
      for (const { table, count } of told) counts.set(table.name, (counts.get(table.name) ?? 0) + count)
      // Which is told first depends on where the WAL was cut for reading.
      expect(Object.fromEntries(counts)).toEqual({ log: 1000, logged: 1000 })
      expect(told.length).toBeLessThan(20)
    })

    it('sees a table as the transaction that writes to it does', async () => {
      await client.run('CREATE TABLE a (n integer)')
      await client.run('BEGIN')
      await client.run('ALTER TABLE a ADD COLUMN m text')
      expect(await rowTexts(`INSERT INTO a VALUES (1, 'x')`)).toEqual(['insert a 1: (0,1) 1|x'])
      await client.run('ROLLBACK')
      expect(await rowTexts('INSERT INTO a VALUES (2)')).toEqual(['insert a 1: (0,2) 2'])
      expect(await words('ALTER TABLE a ADD COLUMN m integer')).toEqual(['created column m of a integer'])
    })

    it('counts many rows, tells the first and answers for the others', async () => {
      await client.run('CREATE TABLE many (n integer PRIMARY KEY, t text)')
      const told = await client.told(
        'rows',
        `INSERT INTO many SELECT g, 'n' || g FROM generate_series(1, 20000) g`,
      )
      expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(20000)
      expect(told.reduce((sum, { rows }) => sum + rows.length, 0)).toBe(500)
      const all: RowChange[] = []
      for (const { batch, count } of told)
        all.push(...((await server.journal()?.rows(batch, 0, count)) ?? []))
      expect(all.map(({ newRow }) => newRow?.[0])).toEqual(
        Array.from({ length: 20000 }, (_, i) => String(i + 1)),
      )
      const last = told.at(-1)
      const [one] = (await server.journal()?.rows(last?.batch ?? 0, (last?.count ?? 0) - 1, 5)) ?? []
      expect(one?.newRow).toEqual(['20000', 'n20000'])
    })

    it('tells COPY, row locks, partitions, sequences', async () => {
      await client.run('CREATE TABLE part (n serial, t text) PARTITION BY LIST (t)')
      await client.run(`CREATE TABLE part_a PARTITION OF part FOR VALUES IN ('a')`)
      const { facts } = await client.run(`INSERT INTO part (t) VALUES ('a'), ('a')`)
      const rows = facts.find((fact) => fact.type === 'rows')
      expect(rows?.table).toMatchObject({ name: 'part_a', partitionOf: { schema: 'public', name: 'part' } })
      expect(facts.find((fact) => fact.type === 'sequence')).toMatchObject({ name: 'part_n_seq', value: '2' })
      const locks = await client.told('row-locked', 'SELECT * FROM part FOR UPDATE')
      expect(locks.map(({ place }) => place)).toEqual([
        { block: 0, offset: 1 },
        { block: 0, offset: 2 },
      ])
    })
  })
}

function textOfRows({ operation, table, count, rows }: Extract<Observation, { type: 'rows' }>): string {
  const place = (at: RowChange['newPlace'], row: RowChange['newRow']) =>
    at &&
    `(${at.block},${at.offset}) ${row?.map((value) => (value === null ? 'NULL' : typeof value === 'string' ? value : '?')).join('|')}`
  const texts = rows.map((row) =>
    [place(row.oldPlace, row.oldRow), place(row.newPlace, row.newRow)].filter(Boolean).join(' → '),
  )
  return `${operation} ${table.name} ${count}: ${texts.join(' · ')}`
}
