/** Connections of clients that block in another thread. One suite over each server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { BlockingClient } from './support/blocking-client.ts'
import { RawClient, transcript } from './support/raw-client.ts'

export function lentSuite(name: string, start: () => Promise<Server>, stop: () => Promise<void>): void {
  describe(`a connection lent to another thread ${name}`, () => {
    let server: Server
    let client: BlockingClient
    let other: RawClient
    beforeAll(async () => {
      server = await start()
      // Before the server is up: it waits for that.
      client = await BlockingClient.start(server)
      expect((await client.connect()).at(-1)).toBe('I')
      other = new RawClient(server)
      await other.until('ReadyForQuery')
      await other.query('CREATE TABLE stock (item text PRIMARY KEY, qty int)')
      await other.query(`INSERT INTO stock VALUES ('tea', 5)`)
    })
    afterAll(async () => {
      await client.kill()
      await stop()
    })

    it('answers, also when every wish goes through the host', async () => {
      expect(await client.query('SELECT 6 * 7')).toEqual(['42', 'SELECT 1', 'I'])
      const slow = await BlockingClient.start(server, { knowsDoorbells: false })
      expect((await slow.connect()).at(-1)).toBe('I')
      expect(await slow.query('SELECT 6 * 7')).toEqual(['42', 'SELECT 1', 'I'])
      await slow.kill()
    })

    it('carries more than its rings hold, both ways', async () => {
      const five = 5 * 1024 * 1024
      expect(await client.query(`SELECT repeat('x', ${five})`)).toEqual([String(five), 'SELECT 1', 'I'])
      const text = 'y'.repeat(five)
      expect(await client.query(`SELECT length('${text}')`)).toEqual([String(five), 'SELECT 1', 'I'])
    })

    it('waits for a lock while others go on', async () => {
      await other.query('BEGIN')
      await other.query('UPDATE stock SET qty = 4')
      const waiting = client.query('UPDATE stock SET qty = qty - 1 RETURNING qty')
      const waits = 'SELECT count(*) FROM pg_locks WHERE NOT granted'
      while (transcript(await other.query(waits))[0] === '0');
      await other.query('COMMIT')
      expect(await waiting).toEqual(['3', 'UPDATE 1', 'I'])
    })

    it('cancels what runs, and never what comes after it', async () => {
      for (let round = 0; round < 6; round++) {
        const query = `DO $$ BEGIN RAISE NOTICE 'here'; PERFORM pg_sleep(3600); END $$`
        const lines = await client.obey({ do: 'query', query, cancelAt: 'NoticeResponse' })
        expect(lines.slice(1)).toEqual(['ERROR 57014 canceling statement due to user request', 'I'])
        expect(await client.query('SELECT count(*) FROM generate_series(1, 1000)')).toEqual([
          ...['1000', 'SELECT 1', 'I'],
        ])
      }
    })

    it('is refused as any other', async () => {
      const stranger = await BlockingClient.start(server)
      expect(await stranger.connect('nobody')).toEqual([
        'FATAL 28000 role "nobody" does not exist',
        ...['ended'],
      ])
      await stranger.kill()
    })

    it('gives its locks back when its thread is killed in a wait', async () => {
      const victim = await BlockingClient.start(server)
      await victim.connect()
      await victim.query('BEGIN')
      await victim.query(`UPDATE stock SET qty = 0`)
      const waiting = client.query('UPDATE stock SET qty = qty + 1 RETURNING qty')
      await victim.kill()
      expect(await waiting).toEqual(['4', 'UPDATE 1', 'I'])
    })

    it('closes', async () => {
      const short = await BlockingClient.start(server)
      await short.connect()
      await short.obey({ do: 'close' })
      await short.lent?.ended
      expect(transcript(await other.query('SELECT qty FROM stock'))[0]).toBe('4')
      await short.kill()
    })
  })
}
