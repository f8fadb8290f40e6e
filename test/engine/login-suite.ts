/** Log-in as PostgreSQL does it: who may, where to, how many. PostgreSQL's manual, "Database Roles", "CREATE DATABASE". */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server, StartupParameters } from '../../lib/postgres/client/server.ts'
import { RawClient, transcript } from './support/raw-client.ts'

export function loginSuite(name: string, start: (options?: { maxConnections?: number }) => Server): void {
  describe(`a log-in ${name}`, () => {
    let server: Server
    let admin: RawClient
    const greet = async (parameters: Partial<StartupParameters>, on = server) => {
      const client = new RawClient(on, parameters)
      return { client, greeting: transcript(await client.until('ReadyForQuery')) }
    }
    const refusal = async (parameters: Partial<StartupParameters>) => (await greet(parameters)).greeting
    const run = async (client: RawClient, query: string) => transcript(await client.query(query)).slice(0, -1)
    const leave = async ({ connection }: RawClient) => {
      connection.close()
      await connection.ended
    }

    beforeAll(async () => {
      server = start()
      admin = (await greet({})).client
    })
    afterAll(() => server.stop())

    it('needs a role that exists and may log in', async () => {
      await admin.query('CREATE ROLE groupies NOLOGIN')
      expect(await refusal({ user: 'nobody' })).toEqual(['FATAL 28000 role "nobody" does not exist'])
      expect(await refusal({ user: 'groupies' })).toEqual([
        'FATAL 28000 role "groupies" is not permitted to log in',
      ])
    })

    it('asks for no password, though there may be one', async () => {
      await admin.query(`CREATE ROLE careful LOGIN PASSWORD 'secret'`)
      const { client } = await greet({ user: 'careful' })
      expect(await run(client, 'SELECT current_user, session_user, system_user')).toEqual([
        'careful|careful|NULL',
        'SELECT 1',
      ])
      expect(await run(client, 'CREATE ROLE another')).toEqual([
        'ERROR 42501 permission denied to create role',
      ])
      expect(await run(client, "SELECT pg_read_file('PG_VERSION')")).toEqual([
        'ERROR 42501 permission denied for function pg_read_file',
      ])
      expect(await run(client, 'SET SESSION AUTHORIZATION postgres')).toEqual([
        'ERROR 42501 permission denied to set session authorization "postgres"',
      ])
      await leave(client)
    })

    it('changes who one is only as far as the role that logged in may', async () => {
      await admin.query('CREATE ROLE chief')
      await admin.query('CREATE ROLE member LOGIN IN ROLE chief')
      const { client } = await greet({ user: 'member' })
      await client.query('SET ROLE chief')
      const who = 'SELECT current_user, session_user'
      expect(await run(client, who)).toEqual(['chief|member', 'SELECT 1'])
      expect(await run(client, 'SET ROLE postgres')).toEqual([
        'ERROR 42501 permission denied to set role "postgres"',
      ])
      await client.query('RESET ROLE')
      expect(await run(client, who)).toEqual(['member|member', 'SELECT 1'])
      await admin.query('SET SESSION AUTHORIZATION member')
      expect(await run(admin, who)).toEqual(['member|member', 'SELECT 1'])
      await admin.query('RESET SESSION AUTHORIZATION')
      await leave(client)
    })

    it('needs a database that exists, lets connect, and allows it to this role', async () => {
      for (const statement of [
        'CREATE ROLE visitor LOGIN',
        'CREATE DATABASE locked ALLOW_CONNECTIONS false',
        'CREATE DATABASE private',
        'REVOKE CONNECT ON DATABASE private FROM public',
      ])
        await admin.query(statement)
      expect(await refusal({ database: 'nowhere' })).toEqual([
        'FATAL 3D000 database "nowhere" does not exist',
      ])
      expect(await refusal({ database: 'locked' })).toEqual([
        'FATAL 55000 database "locked" is not currently accepting connections',
      ])
      expect(await refusal({ database: 'private', user: 'visitor' })).toEqual([
        'FATAL 42501 permission denied for database "private"',
      ])
      expect(await refusal({ database: '', user: 'visitor' })).toEqual([
        'FATAL 3D000 database "visitor" does not exist',
      ])
    })

    it('finds a role under its new name only', async () => {
      await admin.query('CREATE ROLE before LOGIN')
      const { client } = await greet({ user: 'before' })
      await admin.query('ALTER ROLE before RENAME TO after')
      expect(await run(client, 'SELECT session_user')).toEqual(['after', 'SELECT 1'])
      await leave(client)
      expect(await refusal({ user: 'before' })).toEqual(['FATAL 28000 role "before" does not exist'])
    })

    it('is warned of a setting of its role that has become invalid', async () => {
      await admin.query('CREATE ROLE dated LOGIN')
      await admin.query(`ALTER ROLE dated SET default_text_search_config = 'no_such_thing'`)
      await admin.query(`ALTER ROLE dated SET role = 'no_such_role'`)
      const { client, greeting } = await greet({ user: 'dated' })
      expect(greeting).toEqual([
        'WARNING 22023 invalid value for parameter "default_text_search_config": "no_such_thing"',
        'WARNING 22023 role "no_such_role" does not exist',
        'I',
      ])
      await leave(client)
    })

    it('counts against the limits of role and database, superusers aside', async () => {
      await admin.query('CREATE ROLE single LOGIN CONNECTION LIMIT 1')
      await admin.query('CREATE DATABASE narrow CONNECTION LIMIT 1')
      const first = (await greet({ user: 'single', database: 'narrow' })).client
      expect(await refusal({ user: 'single' })).toEqual([
        'FATAL 53300 too many connections for role "single"',
      ])
      expect(await refusal({ user: 'careful', database: 'narrow' })).toEqual([
        'FATAL 53300 too many connections for database "narrow"',
      ])
      const superuser = await greet({ database: 'narrow' })
      expect(superuser.greeting).toEqual(['I'])
      await leave(superuser.client)
      await leave(first)
      const again = await greet({ user: 'single', database: 'narrow' })
      expect(again.greeting).toEqual(['I'])
      await leave(again.client)
    })

    it('waits while its database is being dropped, and then finds it gone', async () => {
      await admin.query('CREATE DATABASE leaving')
      const watcher = (await greet({})).client
      await admin.query('BEGIN')
      // As DROP DATABASE does: the lock on the database that a log-in needs.
      await admin.query('ALTER DATABASE leaving RENAME TO left_behind')
      const late = greet({ database: 'leaving' })
      const waiting = `SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'object'`
      while ((await run(watcher, waiting))[0] !== '1');
      await admin.query('COMMIT')
      expect((await late).greeting).toEqual(['FATAL 3D000 database "leaving" does not exist'])
      await leave(watcher)
    })

    it('runs the login event triggers of its database', async () => {
      await admin.query('CREATE DATABASE greeting')
      const owner = (await greet({ database: 'greeting' })).client
      await owner.query(
        `CREATE FUNCTION greet() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'hello %', session_user; END $$`,
      )
      await owner.query('CREATE EVENT TRIGGER greet ON login EXECUTE FUNCTION greet()')
      const { client, greeting } = await greet({ database: 'greeting' })
      expect(greeting).toEqual(['NOTICE 00000 hello postgres', 'I'])
      await leave(client)
      await leave(owner)
    })

    it('leaves three places to superusers, and is refused when there is none', async () => {
      const small = start({ maxConnections: 5 })
      const superuser = (await greet({}, small)).client
      await superuser.query('CREATE ROLE guest LOGIN')
      expect((await greet({ user: 'guest' }, small)).greeting).toEqual(['I'])
      expect((await greet({ user: 'guest' }, small)).greeting).toEqual([
        'FATAL 53300 remaining connection slots are reserved for roles with the SUPERUSER attribute',
      ])
      for (let i = 0; i < 3; i++) expect((await greet({}, small)).greeting).toEqual(['I'])
      expect((await greet({}, small)).greeting).toEqual(['FATAL 53300 sorry, too many clients already'])
      await small.stop()
    })
  })
}
