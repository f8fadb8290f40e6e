/** How a session connects, and what is told when its connection is lost. */
import { describe, expect, it } from 'vitest'
import { ScriptClient } from '../support/script-client.ts'
import { sleep, type World } from './world.ts'

export function connecting(world: World): void {
  const { connect, start } = world

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
      await world.keeper.run(`select pg_terminate_backend(${session.pid});`)
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
      await world.keeper.run(`select pg_terminate_backend(${pid});`)
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
      await world.keeper.run(`select pg_terminate_backend(${pid});`)
      await away(client)
      const ran = await client.run('select 1;')
      expect(ran.outcome).toBe('ok')
      expect(ran.printed).toMatch(/^The connection was lost \(terminating connection due to administrator/)
    })

    it('between two runs in a transaction: the next run tells it, and sends nothing', async () => {
      const client = connect()
      await client.run('begin; create table t (a int);')
      const pid = await pidOf(client)
      await world.keeper.run(`select pg_terminate_backend(${pid});`)
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
      await world.keeper.run('create role nobody login;')
      expect((await client.run('select current_user')).printed).toContain(' nobody\n')
      client.session.close()
      await world.keeper.run('drop role nobody;')
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
}
