/** The start-up packet counts, as PostgreSQL's manual has it ("Setting Parameters", "Message Flow: Start-up"). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import type { BackendMessage } from '../../lib/postgres/protocol/messages.ts'
import { RawClient, transcript } from './support/raw-client.ts'

/** All that PostgreSQL 18 reports by itself (manual, "Asynchronous Operations"). */
const REPORTED = [
  'DateStyle',
  'IntervalStyle',
  'TimeZone',
  'application_name',
  'client_encoding',
  'default_transaction_read_only',
  'in_hot_standby',
  'integer_datetimes',
  'is_superuser',
  'scram_iterations',
  'search_path',
  'server_encoding',
  'server_version',
  'session_authorization',
  'standard_conforming_strings',
]

export function startupSuite(name: string, start: () => Server): void {
  describe(`the start-up packet ${name}`, () => {
    let server: Server
    let admin: RawClient
    const greet = async (parameters: Record<string, string>) => {
      const client = new RawClient(server, parameters)
      return { client, greeting: await client.until('ReadyForQuery') }
    }
    const rows = async (client: RawClient, query: string) =>
      transcript(await client.query(query)).slice(0, -2)
    const show = async (client: RawClient, setting: string) => (await rows(client, `SHOW ${setting}`))[0]
    const leave = async ({ connection }: RawClient) => {
      connection.close()
      await connection.ended
    }

    beforeAll(async () => {
      server = start()
      admin = (await greet({})).client
    })
    afterAll(() => server.stop())

    it('is answered with every parameter that PostgreSQL reports, once, and with a random key', async () => {
      const { client, greeting } = await greet({ DateStyle: 'German', application_name: 'greeted' })
      const told = parametersOf(greeting)
      expect(told.map(([parameter]) => parameter).sort()).toEqual(REPORTED)
      expect(Object.fromEntries(told)).toMatchObject({
        DateStyle: 'German, DMY',
        application_name: 'greeted',
        search_path: '"$user", public',
        session_authorization: 'postgres',
      })
      const key = keyOf(greeting)
      expect(key).toHaveLength(4)
      expect(key).not.toEqual(keyOf((await greet({})).greeting))
      expect(types(await client.query('SELECT 1'))).toEqual([
        'RowDescription',
        'DataRow',
        'CommandComplete',
        'ReadyForQuery',
      ])
      expect(parametersOf(await client.query('SET DateStyle TO ISO'))).toEqual([['DateStyle', 'ISO, DMY']])
      expect(parametersOf(await client.query('RESET DateStyle'))).toEqual([['DateStyle', 'German, DMY']])
      await leave(client)
    })

    it('gives the session its defaults: RESET goes back to them, pg_settings says where they come from', async () => {
      const { client } = await greet({
        TimeZone: 'Asia/Tokyo',
        options: '-c work_mem=3MB --geqo=off -c application_name=with\\ a\\ space\\\\',
        'my.own': 'kept',
      })
      const set = `SELECT name, setting, reset_val FROM pg_settings WHERE source = 'client' ORDER BY name COLLATE "C"`
      expect(await rows(client, set)).toEqual([
        'TimeZone|Asia/Tokyo|Asia/Tokyo',
        'application_name|with a space\\|with a space\\',
        'geqo|off|off',
        'work_mem|3072|3072',
      ])
      await client.query('SET work_mem = 4096')
      await client.query('RESET ALL')
      expect(await show(client, 'work_mem')).toBe('3MB')
      await client.query('DISCARD ALL')
      expect(await show(client, 'my.own')).toBe('kept')
      expect(await show(client, 'TimeZone')).toBe('Asia/Tokyo')
      await leave(client)
    })

    it('weighs more than role in database, role, database, and the configuration file, in that order', async () => {
      for (const statement of [
        'CREATE ROLE layered LOGIN',
        'CREATE DATABASE layers',
        `ALTER SYSTEM SET work_mem = '10MB'`,
        'SELECT pg_reload_conf()',
        `ALTER DATABASE layers SET work_mem = '11MB'`,
        `ALTER ROLE layered SET work_mem = '12MB'`,
        `ALTER ROLE layered IN DATABASE layers SET work_mem = '13MB'`,
      ])
        await admin.query(statement)
      const memory = async (parameters: Record<string, string>) => {
        const { client } = await greet(parameters)
        const found = await rows(client, `SELECT setting, source FROM pg_settings WHERE name = 'work_mem'`)
        await leave(client)
        return found[0]
      }
      expect(await memory({})).toBe('10240|configuration file')
      expect(await memory({ database: 'layers' })).toBe('11264|database')
      expect(await memory({ user: 'layered' })).toBe('12288|user')
      const layered = { user: 'layered', database: 'layers' }
      expect(await memory(layered)).toBe('13312|database user')
      expect(await memory({ ...layered, work_mem: '14MB' })).toBe('14336|client')
      await admin.query('ALTER SYSTEM RESET work_mem')
      await admin.query('SELECT pg_reload_conf()')
    })

    it('takes over what ALTER SYSTEM has set when the configuration is read again, in open sessions too', async () => {
      const { client } = await greet({})
      await admin.query(`ALTER SYSTEM SET work_mem = '5MB'`)
      expect(await show(client, 'work_mem')).toBe('4MB')
      expect(await rows(admin, 'SELECT pg_reload_conf()')).toEqual(['t'])
      expect(await show(client, 'work_mem')).toBe('5MB')
      await admin.query('ALTER SYSTEM RESET work_mem')
      await admin.query('SELECT pg_reload_conf()')
      expect(await show(client, 'work_mem')).toBe('4MB')
      await leave(client)
    })

    it.each([
      [{ nonsense: '1' }, '42704 unrecognized configuration parameter "nonsense"'],
      [{ work_mem: 'much' }, '22023 invalid value for parameter "work_mem": "much"'],
      [{ client_encoding: 'EBCDIC' }, '22023 invalid value for parameter "client_encoding": "EBCDIC"'],
      [
        { options: '-c shared_buffers=2MB' },
        '55P02 parameter "shared_buffers" cannot be changed without restarting the server',
      ],
      [{ options: '-c autovacuum=off' }, '55P02 parameter "autovacuum" cannot be changed now'],
      [{ options: '-z' }, '42601 invalid command-line argument for server process: -z'],
      [{ options: '--geqo' }, '42601 --geqo requires a value'],
      [{ replication: 'maybe' }, '22023 invalid value for parameter "replication": "maybe"'],
      [
        { replication: 'true' },
        '53300 number of requested standby connections exceeds "max_wal_senders" (currently 0)',
      ],
    ])('with %j is refused: %s', async (parameters, refusal) => {
      const { client, greeting } = await greet(parameters)
      expect(transcript(greeting)).toEqual([`FATAL ${refusal}`])
      expect(await client.connection.ended).toEqual({ reason: 'refused', message: refusal.slice(6) })
    })

    it('may set what only superusers may set, for a superuser', async () => {
      await admin.query('CREATE ROLE plain LOGIN')
      const options = '-c log_statement_stats=on'
      const { client } = await greet({ options })
      expect(await show(client, 'log_statement_stats')).toBe('on')
      await leave(client)
      expect(transcript((await greet({ options, user: 'plain' })).greeting)).toEqual([
        'FATAL 42501 permission denied to set parameter "log_statement_stats"',
      ])
    })

    it('may be followed at once by the first query', async () => {
      const client = new RawClient(server)
      client.send({ type: 'Query', query: 'SELECT 42' })
      expect(transcript(await client.until('ReadyForQuery'))).toEqual(['I'])
      expect(transcript(await client.until('ReadyForQuery'))).toEqual(['42', 'SELECT 1', 'I'])
      await leave(client)
    })

    it("leaves PostgreSQL's own defaults where it says nothing", async () => {
      expect(await show(admin, 'log_line_prefix')).toBe('%m [%p] ')
      expect(await show(admin, 'client_encoding')).toBe('UTF8')
      const clients = `SELECT source FROM pg_settings WHERE name IN ('client_encoding', 'application_name')`
      expect(await rows(admin, clients)).toEqual(['default', 'default'])
    })
  })
}

function parametersOf(messages: readonly BackendMessage[]): [string, string][] {
  return messages.flatMap((message) =>
    message.type === 'ParameterStatus' ? [[message.name, message.value] as [string, string]] : [],
  )
}

function keyOf(messages: readonly BackendMessage[]): number[] {
  return messages.flatMap((message) => (message.type === 'BackendKeyData' ? [...message.secretKey] : []))
}

function types(messages: readonly BackendMessage[]): string[] {
  return messages.map(({ type }) => type)
}
