/** A cell's statements one by one: what is reported, and when it ends. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { World } from './world.ts'

const recordings = join(import.meta.dirname, '../../unit/script/recorded/printed')
const recorded = readdirSync(recordings).filter((file) => file.endsWith('.sql'))

export function running(world: World): void {
  const { connect } = world

  describe('prints what psql printed', () => {
    it.each(recorded)('%s', async (file) => {
      const { printed } = await world.keeper.run(readFileSync(join(recordings, file), 'utf8'))
      expect(printed).toBe(readFileSync(join(recordings, file.replace(/sql$/, 'out')), 'utf8'))
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
      expect(seen.filter((status, index) => status !== seen[index - 1])).toEqual(['away', 'I', 'T', 'E', 'I'])
    })

    it('knows when standard_conforming_strings changes', async () => {
      const { printed } = await connect().run(
        "set escape_string_warning = off; set standard_conforming_strings = off;\nselect 'a\\';' as x;",
      )
      expect(printed).toBe("SET\nSET\n  x  \n-----\n a';\n(1 row)\n\n")
    })

    it('shows what is told in another encoding as a terminal does', async () => {
      const ran = await connect().run(`set client_encoding = latin1; select e'caf\\u00e9'::int;`)
      expect(ran).toMatchObject({ outcome: 'failed', code: '22P02' })
      expect(ran.printed).toContain('ERROR:  invalid input syntax for type integer: "caf\u{fffd}"')
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
}
