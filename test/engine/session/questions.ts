/** What the notebook asks a session for itself. */
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../../lib/postgres/client/catalogue.ts'
import { ServerError } from '../../../lib/postgres/client/server-error.ts'
import type { World } from './world.ts'

export function questions(world: World): void {
  const { connect } = world

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
      const catalogue = await readCatalogue(world.server, { user: 'postgres', database: 'postgres' })
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
}
