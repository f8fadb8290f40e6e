/** The journal says what PostgreSQL itself says: whose rows, which transaction, which snapshot. One suite over each host. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OUTPUT_FUNCTIONS } from '../../lib/postgres/backend/output-functions.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { JournalReader } from './support/journal-reader.ts'
import { RawClient, transcript } from './support/raw-client.ts'

const ROWS = 200_000

export function journalSuite(
  name: string,
  start: (options: { journal: boolean; journalLimit?: number }) => Server,
): void {
  describe(`the journal of a server ${name}`, () => {
    let server: Server
    let journal: JournalReader
    const client = async () => {
      const made = new RawClient(server)
      await made.until('ReadyForQuery')
      return made
    }
    const ask = async (of: RawClient, query: string) => transcript(await of.query(query))
    /** Runs a statement; gives what the journal says of its end. */
    const run = async (of: RawClient, query: string) => {
      await of.query(query)
      return journal.upTo(of)
    }

    beforeAll(async () => {
      server = start({ journal: true })
      journal = new JournalReader(server)
      await server.ready
    })
    afterAll(() => server.stop())

    it('tells of a session, its statements and its end', async () => {
      const one = await client()
      expect(await run(one, 'CREATE TABLE notes (id int PRIMARY KEY, text text)')).toMatchObject({
        text: 'CREATE TABLE notes (id int PRIMARY KEY, text text)',
        tags: ['CREATE TABLE'],
        error: null,
        status: 'I',
        transaction: null,
      })
      expect(await run(one, 'INSERT INTO notes VALUES (1); SELECT 1; SELECT 1/0')).toMatchObject({
        tags: ['INSERT 0 1', 'SELECT 1'],
        error: { code: '22012' },
        status: 'I',
      })
      const { statement } = await run(one, 'SELECT 2')
      const { pid } = statement
      expect(journal.all('session-opened').find((fact) => fact.pid === pid)).toMatchObject({
        ...{ role: 'postgres', database: 'postgres', databaseOid: 5 },
      })
      one.connection.close()
      const end = () => journal.all('session-ended').find((fact) => fact.pid === pid)
      await journal.until(() => end() !== undefined)
      expect(end()).toMatchObject({ reason: 'closed' })
    })

    it('counts statements as ReadyForQuery is counted, and says how far the WAL goes', async () => {
      const one = await client()
      const [lsn = ''] = await ask(one, `SELECT pg_current_wal_insert_lsn() - '0/0'`)
      const first = await journal.upTo(one)
      expect(first.statement.ordinal).toBe(1)
      expect(first.to).toBe(Number(lsn))
      expect((await run(one, 'SELECT 1')).statement.ordinal).toBe(3)
    })

    it('knows the text of prepared statements', async () => {
      const one = await client()
      const sql = 'SELECT $1::int + 1'
      const portal = { portal: '', parameterFormats: [], parameters: [null], resultFormats: [] }
      one.send({ type: 'Parse', name: 'plus', query: sql, parameterTypes: [] })
      one.send({ type: 'Bind', statement: 'plus', ...portal })
      one.send({ type: 'Execute', portal: '', maxRows: 0 })
      one.send({ type: 'Sync' })
      await one.until('ReadyForQuery')
      expect(await journal.upTo(one)).toMatchObject({ text: sql, tags: ['SELECT 1'] })
      one.send({ type: 'Bind', statement: 'plus', ...portal })
      one.send({ type: 'Execute', portal: '', maxRows: 0 })
      one.send({ type: 'Sync' })
      await one.until('ReadyForQuery')
      expect(await journal.upTo(one)).toMatchObject({ text: sql, tags: ['SELECT 1'] })
    })

    it('has a transaction as PostgreSQL has it: savepoints with their numbers, read only, deferrable', async () => {
      const one = await client()
      await one.query('CREATE TABLE steps (n int)')
      await one.query('BEGIN; SAVEPOINT first; SAVEPOINT "Zweiter Schritt"')
      const nothing = await journal.upTo(one)
      expect(nothing.transaction).toMatchObject({
        ...{ isolation: 'read committed', readOnly: false, deferrable: false, xid: null },
        savepoints: [
          { name: 'first', xid: null, level: 2 },
          { name: 'Zweiter Schritt', xid: null, level: 3 },
        ],
        snapshot: null,
      })
      const written = await run(one, 'INSERT INTO steps VALUES (1)')
      const [top = ''] = await ask(one, 'SELECT pg_current_xact_id()')
      const xids = journal.all('rows').filter(({ table }) => table.name === 'steps')
      expect(written.transaction?.xid).toBe(Number(top))
      expect(written.transaction?.savepoints.at(-1)?.xid).toBe(xids.at(-1)?.xid)
      expect(xids.at(-1)).toMatchObject({ top: Number(top), written: { statement: written.statement } })
      expect((await run(one, 'ROLLBACK TO first')).transaction?.savepoints).toEqual([
        { name: 'first', xid: null, level: 2 },
      ])
      await one.query('COMMIT')
      const deferrable = await run(one, 'BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE')
      expect(deferrable.transaction).toMatchObject({
        ...{ isolation: 'serializable', readOnly: true, deferrable: true },
      })
      await one.query('COMMIT')
    })

    it.each(['REPEATABLE READ', 'SERIALIZABLE'])(
      'has the snapshot of %s once it exists, and never makes one',
      async (level) => {
        const [one, other] = [await client(), await client()]
        await other.query('BEGIN; SAVEPOINT s; SELECT pg_current_xact_id()')
        const begun = await run(one, `BEGIN ISOLATION LEVEL ${level}`)
        expect(begun.transaction).toMatchObject({ snapshot: null, snapshotUnknown: false })
        // It was not taken by the look: what commits now is seen.
        const locked = await run(one, 'LOCK TABLE pg_class IN ACCESS SHARE MODE')
        expect(locked.transaction?.snapshot).toBeNull()
        await (await client()).query('SELECT pg_current_xact_id()')
        const [text = ''] = await ask(one, 'SELECT pg_current_snapshot()')
        const [xmin = '', xmax = '', inProgress = ''] = text.split(':')
        const { transaction } = await journal.upTo(one)
        expect(transaction?.snapshot).toEqual({
          xmin: Number(xmin),
          xmax: Number(xmax),
          // pg_current_snapshot leaves subtransactions out.
          inProgress: expect.arrayContaining(inProgress.split(',').map(Number)),
        })
        expect(transaction?.snapshot?.xmax).toBeGreaterThan(0)
        const failed = await run(one, 'SELECT 1/0')
        expect(failed).toMatchObject({ status: 'E', transaction: { snapshot: null } })
        await one.query('ROLLBACK')
        await other.query('ROLLBACK')
      },
    )

    it('names the statement that wrote each row, also when a long one shares the processor with others', async () => {
      const [one, other] = [await client(), await client()]
      await one.query('CREATE TABLE many (n int); CREATE TABLE few (n int)')
      let isDone = false
      const long = run(one, `INSERT INTO many SELECT generate_series(1, ${ROWS})`).finally(() => {
        isDone = true
      })
      const between: number[] = []
      while (!isDone) between.push((await run(other, `INSERT INTO few VALUES (${between.length})`)).to)
      const { statement } = await long
      const rowsOf = (table: string) => journal.all('rows').filter((fact) => fact.table.name === table)
      const sum = (table: string) => rowsOf(table).reduce((total, { count }) => total + count, 0)
      expect(sum('many')).toBe(ROWS)
      expect(new Set(rowsOf('many').map(({ written }) => JSON.stringify(written.statement)))).toEqual(
        new Set([JSON.stringify(statement)]),
      )
      expect(sum('few')).toBe(between.length)
      expect(new Set(rowsOf('few').map(({ written }) => written.statement?.ordinal)).size).toBe(
        between.length,
      )
      expect(rowsOf('few').some(({ written }) => written.statement?.pid === statement.pid)).toBe(false)
      // There was something between.
      const first = rowsOf('many')[0]?.written.lsn ?? 0
      const last = rowsOf('many').at(-1)?.written.lsn ?? 0
      expect(between.some((lsn) => lsn > first && lsn < last)).toBe(true)
      expect(journal.all('lost')).toEqual([])
    })

    it('gives the rows of a batch when they are asked for', async () => {
      const one = await client()
      await one.query('CREATE TABLE paged (n int)')
      await run(one, 'INSERT INTO paged SELECT generate_series(1, 1000)')
      const batches = journal.all('rows').filter(({ table }) => table.name === 'paged')
      const [batch] = batches
      const rows = await server.journal()?.rows(batch?.batch ?? 0, 0, 10)
      expect(rows?.map(({ newRow }) => newRow)).toEqual(Array.from({ length: 10 }, (_, i) => [String(i + 1)]))
      await expect(server.journal()?.rows(1_000_000, 0, 10)).rejects.toThrow(
        'the rows of batch 1000000 are no longer kept',
      )
    })

    it('knows the output functions of built-in types', async () => {
      const types = [...OUTPUT_FUNCTIONS.keys()]
      const query = `SELECT oid, typoutput::oid FROM pg_type WHERE oid IN (${types.join()}) ORDER BY 1`
      const rows = (await ask(await client(), query)).slice(0, -2)
      const known = [...OUTPUT_FUNCTIONS].sort(([a], [b]) => a - b)
      expect(rows).toEqual(known.map(([type, output]) => `${type}|${output}`))
    })

    it('knows what a client has written in its encoding, and the error that it was told', async () => {
      const one = new RawClient(server, { client_encoding: 'LATIN1' })
      await one.until('ReadyForQuery')
      const send = (sql: string) => {
        const text = Buffer.from(`${sql}\0`, 'latin1')
        const head = Buffer.of(0x51, 0, 0, 0, 4 + text.length)
        one.connection.send(Buffer.concat([head, text]))
        return one.until('ReadyForQuery')
      }
      await send(`SELECT 'élan', nönsense`)
      expect(await journal.upTo(one)).toMatchObject({
        text: `SELECT 'élan', nönsense`,
        error: { message: 'column "nönsense" does not exist', position: 16 },
      })
      // The statement that sets another one is still written in the old one.
      await send(`SET client_encoding = UTF8; SELECT 'é'`)
      expect((await journal.upTo(one)).text).toBe(`SET client_encoding = UTF8; SELECT 'é'`)
      expect((await run(one, `SELECT '語'`)).text).toBe(`SELECT '語'`)
    })

    it('tells of a statement that ends its session', async () => {
      const [one, other] = [await client(), await client()]
      const { statement } = await run(one, 'BEGIN; CREATE TABLE undone (n int)')
      one.send({ type: 'Query', query: 'SELECT pg_sleep(3600)' })
      const { pid } = statement
      const waits = `SELECT count(*) FROM pg_stat_activity WHERE pid = ${pid} AND wait_event = 'PgSleep'`
      while ((await ask(other, waits))[0] !== '1');
      await ask(other, `SELECT pg_terminate_backend(${pid})`)
      await one.connection.ended
      const isEnd = ({ type }: { type: string }) => type === 'session-ended'
      const ofSession = () =>
        journal.facts.filter(
          (fact) => ('statement' in fact ? fact.statement.pid : 'pid' in fact && fact.pid) === pid,
        )
      await journal.until(() => ofSession().some(isEnd))
      expect(ofSession().slice(-2)).toMatchObject([
        {
          ...{ type: 'statement-ended', text: 'SELECT pg_sleep(3600)', status: 'I', transaction: null },
          error: { severity: 'FATAL', code: '57P01' },
          statement: { ordinal: statement.ordinal + 2 },
        },
        { type: 'session-ended', reason: 'terminated' },
      ])
    })

    it('tells that a statement has begun when it waits', async () => {
      const [one, other] = [await client(), await client()]
      await one.query('CREATE TABLE locked (n int)')
      await one.query('BEGIN; LOCK TABLE locked')
      const { statement } = await run(other, 'SELECT 1')
      other.send({ type: 'Query', query: 'SELECT * FROM locked' })
      const started = () =>
        journal
          .all('statement-started')
          .find((fact) => fact.statement.pid === statement.pid && fact.text.includes('locked'))
      await journal.until(() => started() !== undefined)
      expect(started()?.text).toBe('SELECT * FROM locked')
      await one.query('COMMIT')
      await other.until('ReadyForQuery')
    })

    it('outlives checkpoints and left segments', async () => {
      const one = await client()
      await one.query('CREATE TABLE kept (n int)')
      for (let round = 0; round < 3; round++) {
        await one.query('INSERT INTO kept VALUES (1); SELECT pg_switch_wal(); CHECKPOINT')
        await one.query('CHECKPOINT')
      }
      await run(one, 'INSERT INTO kept VALUES (2)')
      const rows = journal.all('rows').filter(({ table }) => table.name === 'kept')
      expect(rows.flatMap((fact) => fact.rows.map(({ newRow }) => newRow?.[0]))).toEqual(['1', '1', '1', '2'])
      expect(journal.all('lost')).toEqual([])
    })
  })

  describe(`the journal of a server ${name} that keeps little`, () => {
    it('tells who comes late that the first is no longer kept, and whose sessions are open', async () => {
      const server = start({ journal: true, journalLimit: 20_000 })
      const early = new JournalReader(server)
      const one = new RawClient(server)
      await one.until('ReadyForQuery')
      await one.query('CREATE TABLE kept (n int)')
      for (let n = 0; n < 100; n++) await one.query(`INSERT INTO kept VALUES (${n})`)
      const { statement } = await early.upTo(one)
      const late = new JournalReader(server)
      const [first, second] = late.facts
      const isEnd = ({ type }: { type: string }) => type === 'statement-ended'
      const kept = late.facts.filter(isEnd).length
      expect(kept).toBeGreaterThan(10)
      // The mark by which the journal was read up to here is a statement, too.
      expect(first).toMatchObject({ type: 'forgotten', statements: early.facts.filter(isEnd).length - kept })
      expect(second).toMatchObject({ type: 'session-opened', pid: statement.pid })
      expect(late.facts.slice(2)).toEqual(early.facts.slice(2 - late.facts.length))
      await server.stop()
    })
  })

  describe(`a server ${name} with a journal and one without`, () => {
    it('give the same answers, numbers of transactions, places in the WAL and locks', async () => {
      const script = [
        'CREATE TABLE same (id int PRIMARY KEY, v text)',
        'BEGIN ISOLATION LEVEL REPEATABLE READ',
        `INSERT INTO same SELECT i, 'v' || i FROM generate_series(1, 100) AS i`,
        'SAVEPOINT s',
        'UPDATE same SET v = v || v WHERE id < 10',
        'INSERT INTO same VALUES (1)',
        'SELECT 1',
        'ROLLBACK TO s',
        'DELETE FROM same WHERE id > 50',
        'SELECT mode, granted, relation::regclass FROM pg_locks ORDER BY 1, 3',
        'SELECT txid_current(), pg_current_wal_insert_lsn()',
        'EXPLAIN (ANALYZE, WAL, COSTS OFF, TIMING OFF, BUFFERS OFF, SUMMARY OFF) UPDATE same SET id = -id',
        'COMMIT',
        'SELECT count(*) FROM same',
        'SELECT pg_current_snapshot(), pg_current_wal_lsn()',
        `SELECT pid, state, wait_event, backend_xid, backend_xmin FROM pg_stat_activity`,
        'CHECKPOINT',
        'VACUUM same',
        'SELECT pg_current_wal_insert_lsn()',
        `SELECT relname, age(relfrozenxid) FROM pg_class WHERE relname = 'same'`,
      ]
      const answersOf = async (journal: boolean) => {
        const server = start({ journal })
        // Somebody listens, as the page does.
        if (journal) new JournalReader(server)
        const client = new RawClient(server)
        await client.until('ReadyForQuery')
        const answers: string[][] = []
        for (const query of script) answers.push(transcript(await client.query(query)))
        await server.stop()
        return answers
      }
      const [on, off] = [await answersOf(true), await answersOf(false)]
      expect(on).toEqual(off)
    })
  })

  describe(`the journal of a server ${name} that crashes`, () => {
    it('tells what was written until then, ends all sessions, and goes on', async () => {
      const server = start({ journal: true })
      const journal = new JournalReader(server)
      const recovered = new Promise<void>((resolve) => {
        server.onCrash((crash) => resolve(crash.recovered))
      })
      const [one, other] = [new RawClient(server), new RawClient(server)]
      await one.until('ReadyForQuery')
      await other.until('ReadyForQuery')
      await one.query('CREATE TABLE survivors (n int)')
      const before = await journal.upTo(one)
      await other.query('BEGIN; INSERT INTO survivors VALUES (1)')
      await one.query('INSERT INTO survivors VALUES (2)')
      one.connection.kill()
      await recovered
      const last = new RawClient(server)
      await last.until('ReadyForQuery')
      await last.query('INSERT INTO survivors VALUES (3)')
      const after = await journal.upTo(last)
      const types = journal.facts.map(({ type }) => type)
      const ended = journal
        .all('session-ended')
        .map(({ pid, reason }) => [pid, reason])
        .sort()
      expect(ended).toEqual([
        [before.statement.pid, 'crashed'],
        [before.statement.pid + 1, 'crashed'],
      ])
      expect(types.filter((type) => type === 'crashed' || type === 'recovered')).toEqual([
        'crashed',
        'recovered',
      ])
      // A commit that its client has heard of is told before the crash is.
      const rows = journal.all('rows').filter(({ table }) => table.name === 'survivors')
      const values = rows.flatMap((fact) => fact.rows.map(({ newRow }) => newRow?.[0]))
      expect(values).toEqual(['1', '2', '3'])
      const committed = journal.all('transaction-ended').filter(({ how }) => how === 'committed')
      const xidOf = (value: string) => rows.find((fact) => fact.rows[0]?.newRow?.[0] === value)?.xid
      const isCommitted = (value: string) => committed.some(({ xid }) => xid === xidOf(value))
      expect(['1', '2', '3'].map(isCommitted)).toEqual([false, true, true])
      const place = (xid: number | undefined) =>
        journal.facts.findIndex((fact) => fact.type === 'transaction-ended' && fact.xid === xid)
      expect(place(xidOf('2'))).toBeLessThan(types.indexOf('crashed'))
      expect(after.statement.pid).toBeGreaterThan(before.statement.pid + 1)
      // An old batch never means other rows.
      const batches = rows.map(({ batch }) => batch)
      expect(new Set(batches).size).toBe(3)
      const rowsOf = async (value: string) => {
        const fact = rows.find((fact) => fact.rows[0]?.newRow?.[0] === value)
        return server.journal()?.rows(fact?.batch ?? 0, 0, 1)
      }
      // Whether it was told before the crash or after depends on how far the journal had got.
      const old = await rowsOf('1').catch((error: Error) => error.message)
      if (typeof old === 'string') expect(old).toMatch(/are no longer kept: PostgreSQL has crashed since$/)
      else expect(old?.[0]?.newRow).toEqual(['1'])
      expect((await rowsOf('3'))?.[0]?.newRow).toEqual(['3'])
      await server.stop()
    })

    it('reads on where a long statement was cut off, without a gap', async () => {
      const server = start({ journal: true })
      const journal = new JournalReader(server)
      const recovered = new Promise<void>((resolve) => {
        server.onCrash((crash) => resolve(crash.recovered))
      })
      const one = new RawClient(server)
      await one.until('ReadyForQuery')
      await one.query('CREATE TABLE endless (n bigint)')
      one.send({ type: 'Query', query: 'INSERT INTO endless SELECT generate_series(1, 1e9::bigint)' })
      // It is read while the statement runs.
      const rows = () => journal.all('rows').filter(({ table }) => table.name === 'endless')
      await journal.until(() => rows().length > 0)
      one.connection.kill()
      await recovered
      await journal.until(() => journal.all('recovered').length > 0)
      // No row twice, and none left out: where values are told, they are as many as were counted before.
      let counted = 0
      for (const { count, rows: told } of rows()) {
        const [first] = told
        if (first) expect(first.newRow).toEqual([String(counted + 1)])
        counted += count
      }
      expect(journal.all('lost')).toEqual([])
      expect(new Set(rows().map(({ xid }) => xid)).size).toBe(1)
      const [xid] = rows().map((fact) => fact.xid)
      expect(journal.all('transaction-ended').some((fact) => fact.xid === xid)).toBe(false)
      await server.stop()
    })
  })
}
