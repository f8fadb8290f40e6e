/** Stop, before and while something runs. */
import { describe, expect, it } from 'vitest'
import { sleep, type World } from './world.ts'

export function stopping(world: World): void {
  const { connect } = world

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
}
