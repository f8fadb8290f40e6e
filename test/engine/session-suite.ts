/** What a session must do on every host, as psql would on a real server. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readCatalogue } from '../../lib/postgres/client/catalogue.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { ServerError } from '../../lib/postgres/client/server-error.ts'
import { ScriptClient } from './support/script-client.ts'

const recordings = join(import.meta.dirname, '../unit/script/recorded/printed')
const recorded = readdirSync(recordings).filter((file) => file.endsWith('.sql'))

/** Says that it runs, and never ends by itself. */
const sleep = "do $$ begin raise notice 'running'; perform pg_sleep(3600); end $$;"

export function sessionSuite(name: string, start: () => Server): void {
  describe(`a session ${name}`, () => {
    let server: Server
    const clients: ScriptClient[] = []
    /** Cleans up after each test, and runs what needs no connection of its own. */
    let keeper: ScriptClient
    const connect = (parameters = {}) => {
      const client = new ScriptClient(server, parameters)
      clients.push(client)
      return client
    }

    beforeAll(async () => {
      server = start()
      await server.ready
      keeper = new ScriptClient(server)
    })
    afterEach(async () => {
      for (const client of clients.splice(0)) client.session.close()
      await keeper.run('rollback; discard all; set client_min_messages = error;')
      const { printed } = await keeper.run(
        'drop schema if exists public, s cascade; create schema public; reset client_min_messages;',
      )
      expect(printed).toBe('DROP SCHEMA\nCREATE SCHEMA\nRESET\n')
    })
    afterAll(() => server.stop())

    describe('prints what psql printed', () => {
      it.each(recorded)('%s', async (file) => {
        const { printed } = await keeper.run(readFileSync(join(recordings, file), 'utf8'))
        expect(printed).toBe(readFileSync(join(recordings, file.replace(/sql$/, 'out')), 'utf8'))
      })
    })

    describe('tells how its connection is', () => {
      it('when it connects without running anything, and when it ends', async () => {
        const { session } = connect()
        const told: string[] = []
        session.onChange(() => told.push(session.connection.kind))
        expect(session).toMatchObject({ connection: { kind: 'none' }, pid: null, superuser: false })
        await session.connect()
        expect(told.slice(0, 2)).toEqual(['connecting', 'connected'])
        expect(session.superuser).toBe(true)
        const lost = new Promise<void>((resolve) => {
          session.onChange(() => session.connection.kind === 'lost' && resolve())
        })
        await keeper.run(`select pg_terminate_backend(${session.pid});`)
        await lost
        expect(session.connection).toMatchObject({ kind: 'lost', code: '57P01' })
        expect(session.pid).toBeNull()
      })

      it('and leaves the others alone when it is stopped while it connects', async () => {
        const other = connect()
        await other.run('begin;')
        const { session } = connect()
        const connecting = new Promise<void>((resolve) => session.onChange(resolve))
        const running = session.run('select 1;', () => {})
        await connecting
        session.cancel()
        expect(await running).toMatchObject({ outcome: 'stopped' })
        // One that connects later is served later.
        expect(await connect().run('select 1;')).toMatchObject({ outcome: 'ok' })
        expect(await other.run('commit;')).toMatchObject({ outcome: 'ok', printed: 'COMMIT\n' })
      })

      it('when it was refused', async () => {
        const { session } = connect({ user: 'nobody' })
        await session.connect()
        expect(session.connection).toEqual({
          kind: 'lost',
          message: 'role "nobody" does not exist',
          code: '28000',
        })
      })
    })

    describe('runs statement by statement', () => {
      it('reports in order, with places', async () => {
        const { events } = await connect().run('begin;\nselect 1 as one;')
        expect(events).toEqual([
          { type: 'statement', range: { from: 0, to: 6 } },
          { type: 'output', output: { kind: 'tag', tag: 'BEGIN' } },
          { type: 'status', status: 'T' },
          { type: 'statement', range: { from: 7, to: 23 } },
          {
            type: 'output',
            output: {
              kind: 'table',
              columns: [{ name: 'one', typeOid: 23, typeModifier: -1, typeName: 'int4' }],
              chunks: [[['1']]],
              rowCount: 1,
            },
          },
          { type: 'table-complete', tag: 'SELECT 1' },
          { type: 'status', status: 'T' },
        ])
      })

      it('ends at the first error, and what ran before it stands', async () => {
        const client = connect()
        const script = 'create table t (a int);\ninsert into t values (1);\nselect 😀, nope;\ndrop table t;'
        const ran = await client.run(script)
        expect(ran).toMatchObject({ outcome: 'failed', code: '42703', status: 'I' })
        const error = ran.outputs.at(-1)
        expect(error).toMatchObject({ kind: 'error', statement: 'select 😀, nope;' })
        expect(error?.kind === 'error' && error.at && script.slice(error.at.from, error.at.to)).toBe('😀')
        expect((await client.run('table t')).printed).toBe(' a \n---\n 1\n(1 row)\n\n')
      })

      it('has its status from the server', async () => {
        const client = connect()
        const seen: string[] = []
        client.session.onChange(() => {
          const { connected, status } = client.session
          seen.push(connected ? status : 'away')
        })
        expect(client.session).toMatchObject({ status: 'I', connected: false })
        expect(await client.run('begin; select 1/0; select 1;')).toMatchObject({ status: 'E' })
        expect(await client.run('select 1;')).toMatchObject({ outcome: 'failed', code: '25P02', status: 'E' })
        expect(await client.run('rollback;')).toMatchObject({ outcome: 'ok', status: 'I' })
        expect(seen.filter((status, index) => status !== seen[index - 1])).toEqual([
          'away',
          'I',
          'T',
          'E',
          'I',
        ])
      })

      it('knows when standard_conforming_strings changes', async () => {
        const { printed } = await connect().run(
          "set escape_string_warning = off; set standard_conforming_strings = off;\nselect 'a\\';' as x;",
        )
        expect(printed).toBe("SET\nSET\n  x  \n-----\n a';\n(1 row)\n\n")
      })

      it('sends nothing for nothing', async () => {
        expect(await connect().run(' -- nothing\n')).toMatchObject({ outcome: 'ok', events: [] })
      })

      it('lets runs wait for each other', async () => {
        const client = connect()
        const [first, second] = await Promise.all([client.run('begin; select 1;'), client.run('commit;')])
        expect([first.status, second.printed]).toEqual(['T', 'COMMIT\n'])
      })
    })

    describe('shows results', () => {
      it('of many rows, in chunks', async () => {
        const columns = Array.from({ length: 10 }, (_, index) => `n + ${index} as c${index}`).join(', ')
        const { outputs } = await connect().run(`select ${columns} from generate_series(1, 100000) n`)
        const [table] = outputs
        expect(table).toMatchObject({ kind: 'table', rowCount: 100_000, tag: 'SELECT 100000' })
        const rows = table?.kind === 'table' ? table.chunks.flat() : []
        expect(rows.length).toBe(100_000)
        expect(rows.at(-1)).toEqual(Array.from({ length: 10 }, (_, index) => String(100_000 + index)))
      })

      it('of no columns, of columns with one name, of 1600 columns', async () => {
        const client = connect()
        expect((await client.run('select; select 1 as x, 2 as x;')).printed).toBe(
          '--\n(1 row)\n\n x | x \n---+---\n 1 | 2\n(1 row)\n\n',
        )
        const wide = await client.run(`select ${Array.from({ length: 1600 }, (_, index) => index).join(',')}`)
        expect(wide.outputs[0]).toMatchObject({ rowCount: 1 })
      })

      it('with the names of types', async () => {
        const { outputs } = await connect().run(`
          create table t (a numeric(8,2)[], b varchar(20), c timestamptz(3), d char(4), e interval day to second(3),
            f bit varying, g "char");
          table t;`)
        const table = outputs.at(-1)
        expect(table?.kind === 'table' && table.columns.map(({ typeName }) => typeName)).toEqual([
          'numeric(8,2)[]',
          'varchar(20)',
          'timestamptz(3)',
          'bpchar(4)',
          'interval day to second(3)',
          'varbit',
          '"char"',
        ])
      })

      it('after the notices that were raised meanwhile, unless the table is long', async () => {
        const client = connect()
        await client.run(`create function f(n int) returns int language plpgsql as
          $$ begin if n % 400 = 0 then raise notice '%', n; end if; return n; end $$;`)
        const kinds = async (rows: number) =>
          (await client.run(`select f(n) from generate_series(1, ${rows}) n`)).outputs.map(({ kind }) => kind)
        expect(await kinds(400)).toEqual(['notice', 'table'])
        expect(await kinds(900)).toEqual(['notice', 'table', 'notice'])
      })

      it('not at all when the statement fails in its middle', async () => {
        const { outputs } = await connect().run('select 1 / (3 - n) from generate_series(1, 5) n')
        expect(outputs.map(({ kind }) => kind)).toEqual(['error'])
      })
    })

    describe('copies', () => {
      it('from the lines after the statement, as much as it may be', async () => {
        const client = connect()
        const lines = Array.from({ length: 50_000 }, (_, index) => `${index}\t😀 é ${index}\n`).join('')
        const ran = await client.run(
          `create table t (a int, b text);\ncopy t from stdin;\n${lines}\\.\nselect max(b) from t where a = 49999;`,
        )
        expect(ran.printed).toBe(
          'CREATE TABLE\nCOPY 50000\n    max     \n------------\n 😀 é 49999\n(1 row)\n\n',
        )
        const [text] = (await client.run('copy t to stdout')).outputs
        expect(text).toEqual({ kind: 'text', text: lines })
      })

      it('and says where the end of the data is missing', async () => {
        const client = connect()
        const script = 'create table t (a int);\nbegin;\ncopy t from stdin;\n1\nselect 1;'
        const ran = await client.run(script)
        expect(ran).toMatchObject({ outcome: 'failed', code: '57014', status: 'E' })
        const mistake = ran.outputs.find(({ kind }) => kind === 'script-error')
        expect(mistake).toMatchObject({ at: { from: 50, to: script.length } })
        expect(await client.run('rollback; table t;')).toMatchObject({ outcome: 'ok' })
      })
    })

    describe('is stopped', () => {
      it('in the middle of a statement: 57014, and it lives', async () => {
        const client = connect()
        const running = client.run(`begin; ${sleep} select 'never';`)
        await client.notice('running')
        client.session.cancel()
        const ran = await running
        expect(ran).toMatchObject({ outcome: 'stopped', code: '57014', status: 'E' })
        expect(ran.outputs.at(-1)).toMatchObject({ kind: 'error', fields: { code: '57014' } })
        expect(await client.run('rollback; select 1;')).toMatchObject({ outcome: 'ok' })
      })

      it('before it has connected', async () => {
        const client = connect()
        const running = client.run('select 1;')
        client.session.cancel()
        expect(await running).toMatchObject({ outcome: 'stopped', code: '57014', events: [] })
        expect(await client.run('select 1;')).toMatchObject({ outcome: 'ok' })
      })

      it('with every run that waits', async () => {
        const client = connect()
        const running = client.run(sleep)
        await client.notice('running')
        const waiting = client.run('select 1;')
        client.session.cancel()
        expect((await running).outcome).toBe('stopped')
        expect((await waiting).outcome).toBe('stopped')
      })

      it('without effect when nothing runs', async () => {
        const client = connect()
        await client.run('select 1;')
        client.session.cancel()
        expect(await client.run('select 1;')).toMatchObject({ outcome: 'ok' })
      })

      it('and a statement of its own time limit fails', async () => {
        const ran = await connect().run('set statement_timeout = 1; select pg_sleep(3600);')
        expect(ran).toMatchObject({ outcome: 'failed', code: '57014' })
      })
    })

    describe('loses its connection', () => {
      const pidOf = async (client: ScriptClient) =>
        (await client.session.query('select pg_backend_pid()')).rows[0]?.[0]
      const away = (client: ScriptClient) =>
        new Promise<void>((resolve) => {
          const look = () => client.session.connected || resolve()
          client.session.onChange(look)
          look()
        })

      it('in the middle of a statement', async () => {
        const client = connect()
        const pid = await pidOf(client)
        const running = client.run(`begin; ${sleep}`)
        await client.notice('running')
        await keeper.run(`select pg_terminate_backend(${pid});`)
        const ran = await running
        expect(ran).toMatchObject({ outcome: 'lost', code: '57P01', status: 'I' })
        expect(ran.outputs.slice(-2)).toMatchObject([
          { kind: 'error', fields: { severity: 'FATAL', code: '57P01' } },
          { kind: 'lost' },
        ])
        expect(client.session.connected).toBe(false)
        const again = await client.run('select 1;')
        expect(again).toMatchObject({ outcome: 'ok' })
        expect(again.outputs[0]).toMatchObject({ kind: 'text' })
        expect((await client.run('select 1;')).outputs).toHaveLength(1)
      })

      it('between two runs, and connects anew', async () => {
        const client = connect()
        const pid = await pidOf(client)
        await keeper.run(`select pg_terminate_backend(${pid});`)
        await away(client)
        const ran = await client.run('select 1;')
        expect(ran.outcome).toBe('ok')
        expect(ran.printed).toMatch(/^The connection was lost \(terminating connection due to administrator/)
      })

      it('between two runs in a transaction: the next run tells it, and sends nothing', async () => {
        const client = connect()
        await client.run('begin; create table t (a int);')
        const pid = await pidOf(client)
        await keeper.run(`select pg_terminate_backend(${pid});`)
        await away(client)
        expect(await client.run('insert into t values (1);')).toMatchObject({
          outcome: 'lost',
          code: '57P01',
        })
        expect(await client.run('table t;')).toMatchObject({ outcome: 'failed', code: '42P01' })
      })

      it('when it is closed', async () => {
        const client = connect()
        const running = client.run(sleep)
        await client.notice('running')
        client.session.close()
        expect(await running).toMatchObject({ outcome: 'lost' })
        expect(await client.run('select 1;')).toMatchObject({ outcome: 'lost' })
        await expect(client.session.query('select 1')).rejects.toThrow('the session was closed')
      })

      it('before it has one, when it is closed at once', async () => {
        const client = connect()
        const running = client.run('select 1;')
        client.session.close()
        expect(await running).toMatchObject({ outcome: 'lost' })
      })

      it('because the role may not log in', async () => {
        const client = connect({ user: 'nobody' })
        const ran = await client.run('select 1;')
        expect(ran).toMatchObject({ outcome: 'failed', code: '28000' })
        expect(ran.printed).toBe('FATAL:  role "nobody" does not exist\n')
        await keeper.run('create role nobody login;')
        expect((await client.run('select current_user')).printed).toContain(' nobody\n')
        client.session.close()
        await keeper.run('drop role nobody;')
      })

      it('because the server stops', async () => {
        const other = start()
        const client = new ScriptClient(other)
        const running = client.run(sleep)
        await client.notice('running')
        await other.stop({ immediate: true })
        expect(await running).toMatchObject({ outcome: 'lost' })
        expect(await client.run('select 1;')).toMatchObject({ outcome: 'lost' })
      })
    })

    describe('understands backslash commands', () => {
      it('\\c: goes on over another connection, which stays as it was when the new one fails', async () => {
        const client = connect()
        await client.run('create role visitor login;')
        const ran = await client.run(
          'begin;\n\\c - visitor\nselect current_user, current_database();\n\\c nowhere',
        )
        expect(ran).toMatchObject({ outcome: 'failed', code: '3D000' })
        expect(ran.printed).toBe(`BEGIN
You are now connected to database "postgres" as user "visitor".
 current_user | current_database 
--------------+------------------
 visitor      | postgres
(1 row)

FATAL:  database "nowhere" does not exist
Previous connection kept
`)
        expect((await client.run('select current_user')).printed).toContain(' visitor\n')
        expect(client.session.parameters).toMatchObject({ user: 'visitor', database: 'postgres' })
        const back = await client.run('\\c - postgres\ndrop role visitor;')
        expect(back.printed).toMatch(/^You are now .*"postgres"\.\nDROP ROLE\n$/)
      })

      it('lists, with the words of psql 18', async () => {
        const client = connect()
        expect((await client.run('\\d\n\\dt\n\\dv nix*\n\\dti')).printed).toBe(
          'Did not find any relations.\nDid not find any tables.\n' +
            'Did not find any views named "nix*".\nDid not find any relations.\n',
        )
        const { printed } = await client.run(
          'create table t (a int); create index on t (a);\n\\dt\n\\di t* more\n\\dn',
        )
        expect(printed).toBe(`CREATE TABLE
CREATE INDEX
          List of tables
 Schema | Name | Type  |  Owner   
--------+------+-------+----------
 public | t    | table | postgres
(1 row)

               List of indexes
 Schema |  Name   | Type  |  Owner   | Table 
--------+---------+-------+----------+-------
 public | t_a_idx | index | postgres | t
(1 row)

\\di: extra argument "more" ignored
  List of schemas
  Name  |  Owner   
--------+----------
 public | postgres
(1 row)

`)
      })

      it('\\du and \\l', async () => {
        const client = connect()
        expect((await client.run('\\du')).printed).toBe(`                             List of roles
 Role name |                         Attributes                         
-----------+------------------------------------------------------------
 postgres  | Superuser, Create role, Create DB, Replication, Bypass RLS

`)
        const [list] = (await client.run('\\l postgres')).outputs
        expect(list).toMatchObject({ kind: 'table', title: 'List of databases', rowCount: 1 })
        expect(list?.kind === 'table' && list.columns.map((column) => column.name).join(' | ')).toBe(
          'Name | Owner | Encoding | Locale Provider | Collate | Ctype | Locale | ICU Rules | Access privileges',
        )
      })

      it('\\d+ tells not-null constraints, children and storage', async () => {
        const { printed } = await connect().run(`
          create table t (id int primary key, name text not null default 'x');
          create table child () inherits (t);
          create table other (a int) inherits (child);
          create view v as select id from t;
\\d+ child
\\d+ v`)
        expect(printed).toBe(`CREATE TABLE
CREATE TABLE
CREATE TABLE
CREATE VIEW
                                           Table "public.child"
 Column |  Type   | Collation | Nullable |  Default  | Storage  | Compression | Stats target | Description 
--------+---------+-----------+----------+-----------+----------+-------------+--------------+-------------
 id     | integer |           | not null |           | plain    |             |              | 
 name   | text    |           | not null | 'x'::text | extended |             |              | 
Not-null constraints:
    "t_id_not_null" NOT NULL "id" (inherited)
    "t_name_not_null" NOT NULL "name" (inherited)
Inherits: t
Child tables: other
Access method: heap

                              View "public.v"
 Column |  Type   | Collation | Nullable | Default | Storage | Description 
--------+---------+-----------+----------+---------+---------+-------------
 id     | integer |           |          |         | plain   | 
View definition:
 SELECT id
   FROM t;

`)
      })

      it('\\d of what does not exist ends the script', async () => {
        const ran = await connect().run('\\d nix;\nselect 1;')
        expect(ran).toMatchObject({ outcome: 'failed', printed: 'Did not find any relation named "nix".\n' })
        expect(ran.outputs).toMatchObject([{ kind: 'script-error', at: { from: 3, to: 6 } }])
      })

      it('within the transaction, be it a failed one', async () => {
        const client = connect()
        const { printed } = await client.run('begin; create table t (a int);\n\\dt t')
        expect(printed).toContain('(1 row)')
        await client.run('select 1/0;')
        expect(await client.run('\\dt')).toMatchObject({ outcome: 'failed', code: '25P02', status: 'E' })
        expect(await client.run('rollback;\n\\dt')).toMatchObject({
          printed: 'ROLLBACK\nDid not find any tables.\n',
        })
      })

      it('and says what to do instead of the others', async () => {
        const client = connect()
        const ran = await client.run('select 1;\n\\dq foo\nselect 2;')
        expect(ran).toMatchObject({ outcome: 'failed' })
        expect(ran.outputs.at(-1)).toEqual({
          kind: 'script-error',
          message: 'no command "\\dq" in cells',
          hint: 'Did you mean "\\d"? Cells know \\d, \\dt, \\l, \\du and \\c.',
          at: { from: 10, to: 13 },
        })
        const copy = await client.run("\\copy t from 'file'")
        expect(copy.printed).toContain('COPY … FROM STDIN')
      })
    })

    describe('hears notifications', () => {
      it('after the next statement, as psql tells them', async () => {
        const client = connect()
        await client.run('listen ch;')
        const other = connect()
        await other.run("notify ch, 'hello';")
        const pid = (await other.session.query('select pg_backend_pid()')).rows[0]?.[0]
        const { printed } = await client.run('select 1 as x;')
        expect(printed).toBe(
          ` x \n---\n 1\n(1 row)\n\nAsynchronous notification "ch" with payload "hello" received from server process with PID ${pid}.\n`,
        )
      })
    })

    describe('asks for us', () => {
      it('and keeps every field of an error', async () => {
        const { session } = connect()
        expect(await session.query('select 1 as x, null as y')).toMatchObject({ rows: [['1', null]] })
        const failure = await session.query('select nope').catch((error: unknown) => error)
        expect(failure).toBeInstanceOf(ServerError)
        expect(failure).toMatchObject({
          code: '42703',
          fields: { position: 8, routine: 'errorMissingColumn' },
        })
      })

      it('for the names of types, outside of its transaction', async () => {
        const client = connect()
        await client.run("create type mood as enum ('sad'); create domain d as int;")
        const oids = async (types: string) =>
          (await client.session.query(`select unnest('{${types}}'::regtype[])::oid`)).rows.map(([oid]) =>
            Number(oid),
          )
        const [mood = 0, moods = 0, domain = 0] = await oids('mood,mood[],d')
        const table = (await client.run("select 'sad'::mood")).outputs[0]
        expect(table).toMatchObject({ columns: [{ typeName: `type ${mood}` }] })
        await client.run('begin; create type later as (a int);')
        const [later = 0] = await oids('later')
        await client.run('select 1/0;')
        const names = await client.session.readTypeNames([mood, moods, domain, later, 23])
        expect([...names]).toEqual([
          [mood, 'mood'],
          [moods, 'mood[]'],
          [domain, 'd'],
          [23, 'int4'],
        ])
        expect(client.session.status).toBe('E')
      })

      it('for the catalogue, and leaves no connection behind', async () => {
        const client = connect()
        await client.run(`create schema s; create table s.t (a int, b numeric(8,2)); create view v as select 1 as one;
          create function f(a int, b text default 'x') returns setof int language sql as 'select 1';`)
        const catalogue = await readCatalogue(server, { user: 'postgres', database: 'postgres' })
        expect(catalogue).toEqual({
          database: 'postgres',
          searchPath: ['pg_catalog', 'public'],
          schemas: [
            {
              name: 'public',
              relations: [{ name: 'v', kind: 'view', columns: [{ name: 'one', type: 'integer' }] }],
              functions: [
                {
                  name: 'f',
                  kind: 'function',
                  arguments: "a integer, b text DEFAULT 'x'::text",
                  result: 'SETOF integer',
                },
              ],
            },
            {
              name: 's',
              relations: [
                {
                  name: 't',
                  kind: 'table',
                  columns: [
                    { name: 'a', type: 'integer' },
                    { name: 'b', type: 'numeric(8,2)' },
                  ],
                },
              ],
              functions: [],
            },
          ],
        })
        const backends = "select count(*) from pg_stat_activity where backend_type = 'client backend'"
        // Those of earlier tests may still be on their way out; ours and the keeper's stay.
        while ((await client.session.query(backends)).rows[0]?.[0] !== '2');
      })
    })
  })
}
