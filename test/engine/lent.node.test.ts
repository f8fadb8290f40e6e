import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { Front } from '../../bin/postgres/front.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { connectTo } from '../../lib/postgres/host/tcp.ts'
import { lentSuite } from './lent-suite.ts'
import { BlockingClient } from './support/blocking-client.ts'
import { RawClient } from './support/raw-client.ts'

let server: Server
const listener = createServer({ noDelay: true })
const start = () => startServer({ maxConnections: 8, journal: true })

lentSuite(
  'in Node',
  async () => {
    server = start()
    return server
  },
  () => server.stop({ immediate: true }),
)

lentSuite(
  'over TCP',
  async () => {
    server = start()
    const front = new Front(server)
    listener.on('connection', (socket) => front.accept(socket))
    listener.listen(0, '127.0.0.1')
    await Promise.all([once(listener, 'listening'), server.ready])
    return connectTo({ host: '127.0.0.1', port: (listener.address() as AddressInfo).port })
  },
  async () => {
    listener.close()
    await server.stop({ immediate: true })
  },
)

it('tells a blocked client of a crash, and serves it anew after it', async () => {
  const mortal = start()
  const client = await BlockingClient.start(mortal)
  await client.connect()
  const victim = new RawClient(mortal)
  await victim.until('ReadyForQuery')
  const waiting = client.query('SELECT pg_sleep(3600)')
  const crashed = new Promise<Promise<void>>((resolve) =>
    mortal.onCrash(({ recovered }) => resolve(recovered)),
  )
  victim.connection.kill()
  expect(await waiting).toEqual([
    'WARNING 57P02 terminating connection because of crash of another server process',
    'ended',
  ])
  await crashed
  await client.connect()
  expect(await client.query('SELECT 1')).toEqual(['1', 'SELECT 1', 'I'])
  await mortal.stop({ immediate: true })
  expect(await client.query('SELECT 1')).toEqual(['ended'])
  await client.kill()
})

it('says when there is no place left', async () => {
  const small = startServer({ maxConnections: 5 })
  await small.ready
  const clients = await Promise.all(Array.from({ length: 9 }, () => BlockingClient.start(small)))
  const answers = await Promise.all(clients.map((client) => client.connect()))
  const refused = answers.filter((lines) => lines.at(-1) === 'ended').map(([first]) => first)
  expect(refused.length).toBeGreaterThan(0)
  expect(new Set(refused)).toEqual(new Set(['FATAL 53300 sorry, too many clients already']))
  await Promise.all(clients.map((client) => client.kill()))
  await small.stop({ immediate: true })
})
