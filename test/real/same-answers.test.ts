/** What two servers must answer alike to the same SQL: plans, with their costs, and every character of each encoding. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { RawClient, transcript } from '../engine/support/raw-client.ts'
import { encodingFunctions, encodings } from './support/encodings.ts'
import { planned, plannedTables } from './support/plans.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'

let ours: Server
let real: RealServer | null = null
let clients: RawClient[]

beforeAll(async () => {
  ours = startServer({ maxConnections: 6 })
  real = await startRealServer()
  clients = [ours, real.server].map((server) => new RawClient(server))
  for (const client of clients) await client.until('ReadyForQuery')
})
afterAll(async () => {
  await Promise.all([ours.stop({ immediate: true }), real?.stop()])
})

/** Asks both; gives what each has said. */
async function both(query: string): Promise<[string[], string[]]> {
  const [one = [], other = []] = await Promise.all(
    clients.map(async (client) => transcript(await client.query(query))),
  )
  return [one, other]
}

describe('EXPLAIN', () => {
  beforeAll(async () => {
    for (const statement of plannedTables) {
      const [one, other] = await both(statement)
      expect(one).toEqual(other)
      expect(one.at(-1)).toBe('I')
    }
  })

  it.each(planned)('%s', async (query) => {
    const [one, other] = await both(`EXPLAIN ${query}`)
    expect(other.length).toBeGreaterThan(2)
    expect(one).toEqual(other)
  })
})

describe('conversions', () => {
  beforeAll(async () => {
    for (const statement of encodingFunctions)
      expect((await both(statement))[0]).toEqual(['CREATE FUNCTION', 'I'])
  })

  it.each(encodings)('%s', async (encoding) => {
    const [one, other] = await both(`SELECT from_encoding('${encoding}'), to_encoding('${encoding}')`)
    expect(one).toEqual(other)
    expect(one).toContain('SELECT 1')
  })
})
