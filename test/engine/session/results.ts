/** Tables, COPY and notifications as a cell shows them. */
import { describe, expect, it } from 'vitest'
import type { World } from './world.ts'

export function results(world: World): void {
  const { connect } = world

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
}
