/** What the tests of a session have: one server, clients that are closed after each test, and one that stays. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { ScriptClient } from '../support/script-client.ts'

/** Says that it runs, and never ends by itself. */
export const sleep = "do $$ begin raise notice 'running'; perform pg_sleep(3600); end $$;"

export interface World {
  readonly server: Server
  /** Cleans up after each test, and runs what needs no connection of its own. */
  readonly keeper: ScriptClient
  connect(parameters?: Record<string, string>): ScriptClient
  /** Starts another server. */
  start(): Server
}

/** Call it where the tests are described: the server is there when they run. */
export function sessionWorld(start: () => Server): World {
  let server: Server
  let keeper: ScriptClient
  const clients: ScriptClient[] = []

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

  return {
    get server() {
      return server
    },
    get keeper() {
      return keeper
    },
    connect(parameters = {}) {
      const client = new ScriptClient(server, parameters)
      clients.push(client)
      return client
    },
    start,
  }
}
