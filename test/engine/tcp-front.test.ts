import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Front } from '../../bin/postgres/front.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { connectTo } from '../../lib/postgres/host/tcp.ts'
import { BackendDecoder } from '../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage } from '../../lib/postgres/protocol/messages.ts'
import { RawClient, transcript } from './support/raw-client.ts'

let server: Server
let port = 0
const listener = createServer({ noDelay: true })

beforeAll(async () => {
  server = startServer({ maxConnections: 8 })
  const front = new Front(server)
  listener.on('connection', (socket) => front.accept(socket))
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  port = (listener.address() as AddressInfo).port
  await server.ready
})
afterAll(async () => {
  listener.close()
  await server.stop({ immediate: true })
})

const client = async () => {
  const made = new RawClient(connectTo({ host: '127.0.0.1', port }))
  await made.until('ReadyForQuery')
  return made
}

/** Settles when the server answers this count with more than 0. */
async function seen(admin: RawClient, count: string): Promise<void> {
  while (transcript(await admin.query(count))[0] === '0');
}

/** What the server sends, until it hangs up, to a client that says this. */
async function answerTo(...packets: Uint8Array[]): Promise<Uint8Array> {
  const socket = connect(port, '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('data', (bytes) => parts.push(bytes))
  for (const packet of packets) socket.write(packet)
  await once(socket, 'close')
  return Buffer.concat(parts)
}

it('serves a client over TCP', async () => {
  const alice = await client()
  expect(transcript(await alice.query('SELECT 6 * 7'))).toEqual(['42', 'SELECT 1', 'I'])
  alice.connection.close()
})

it('cancels by the key of another connection', async () => {
  const busy = await client()
  const admin = await client()
  busy.send({ type: 'Query', query: 'SELECT pg_sleep(3600)' })
  await seen(
    admin,
    `SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()`,
  )
  busy.connection.cancel()
  expect(transcript(await busy.until('ReadyForQuery'))).toEqual([
    'ERROR 57014 canceling statement due to user request',
    'I',
  ])
  for (const { connection } of [busy, admin]) connection.close()
})

it('ignores a cancel request whose key is wrong, without a word', async () => {
  const busy = await client()
  const admin = await client()
  const pid = Number(transcript(await busy.query('SELECT pg_backend_pid()'))[0])
  busy.send({ type: 'Query', query: 'SELECT pg_advisory_lock(1), pg_sleep(3600)' })
  await seen(admin, `SELECT count(*) FROM pg_locks WHERE pid = ${pid} AND locktype = 'advisory' AND granted`)
  for (const secretKey of [new Uint8Array(4), new Uint8Array(32)])
    expect(await answerTo(encodeFrontend({ type: 'CancelRequest', processId: pid, secretKey }))).toHaveLength(
      0,
    )
  expect(transcript(await admin.query(`SELECT state FROM pg_stat_activity WHERE pid = ${pid}`))).toEqual([
    'active',
    'SELECT 1',
    'I',
  ])
  busy.connection.cancel()
  await busy.until('ReadyForQuery')
  for (const { connection } of [busy, admin]) connection.close()
})

it('sends a notice at once, and results only when the Query has ended, as PostgreSQL does', async () => {
  const holder = await client()
  const waiter = await client()
  const heard: BackendMessage[] = []
  const decoder = new BackendDecoder()
  const pid = Number(transcript(await waiter.query('SELECT pg_backend_pid()'))[0])
  waiter.connection.onBytes((bytes) => heard.push(...decoder.push(bytes)))
  await holder.query('SELECT pg_advisory_lock(2)')
  const blocked = `SELECT count(*) FROM pg_locks WHERE pid = ${pid} AND NOT granted`
  waiter.send({ type: 'Query', query: `SELECT 'unsent'; SELECT pg_advisory_lock(2)` })
  await seen(holder, blocked)
  expect(transcript(heard)).toEqual([])
  await holder.query('SELECT pg_advisory_unlock(2)')
  expect(transcript(await waiter.until('ReadyForQuery'))).toEqual(['unsent', 'SELECT 1', '', 'SELECT 1', 'I'])
  const loud = `DO $$ BEGIN RAISE NOTICE 'sent'; PERFORM pg_advisory_lock(3); END $$`
  await holder.query('SELECT pg_advisory_lock(3)')
  waiter.send({ type: 'Query', query: loud })
  expect(transcript(await waiter.until('NoticeResponse'))).toEqual(['NOTICE 00000 sent'])
  for (const { connection } of [holder, waiter]) connection.close()
})

it('lets go of what a client held that vanishes in a transaction', async () => {
  const alice = await client()
  const vanishing = await client()
  await alice.query('CREATE TABLE held (id int)')
  await vanishing.query('BEGIN; LOCK TABLE held')
  alice.send({ type: 'Query', query: 'DROP TABLE held' })
  vanishing.connection.close()
  expect(transcript(await alice.until('ReadyForQuery'))).toEqual(['DROP TABLE', 'I'])
  alice.connection.close()
})

it('ends a session whose messages make no sense, with 08P01, and serves the others', async () => {
  const other = await client()
  for (const bytes of [
    Uint8Array.of(0x7a, 0, 0, 0, 4),
    Uint8Array.of(0x51, 0, 0, 0, 3),
    Uint8Array.of(0x51, 0x7f, 0xff, 0xff, 0xff),
    new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'),
  ]) {
    const hostile = await client()
    hostile.connection.send(bytes)
    const said = transcript(await hostile.until('ReadyForQuery'))
    for (const line of said) expect(line).toMatch(/^FATAL 08P01 /)
    await hostile.connection.ended
  }
  expect(transcript(await other.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
  other.connection.close()
})

it('tells each client that is too many that it is', async () => {
  const parameters = { user: 'postgres' }
  const startup = encodeFrontend({ type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters })
  const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'))
  const firsts = sockets.map(async (socket) => {
    socket.write(startup)
    const decoder = new BackendDecoder()
    for await (const bytes of socket) {
      const last = decoder.push(bytes).at(-1)
      if (last?.type === 'ReadyForQuery') return 'in'
      if (last?.type === 'ErrorResponse') return `${last.fields.code} ${last.fields.message}`
    }
    return 'nothing'
  })
  const answers = new Set(await Promise.all(firsts))
  for (const socket of sockets) socket.destroy()
  expect(answers).toEqual(new Set(['in', '53300 sorry, too many clients already']))
})

it('passes more than its buffers hold, in both directions', async () => {
  const alice = await client()
  const messages = await alice.query(`SELECT repeat('x', 10000000), length('${'y'.repeat(3_000_000)}')`)
  const row = messages.find((message) => message.type === 'DataRow')
  expect(row?.values.map((value) => value?.length)).toEqual([10_000_000, 7])
  alice.connection.close()
})

it('answers a client that has said that it sends no more', async () => {
  const parameters = { user: 'postgres' }
  const startup = encodeFrontend({ type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters })
  const query = encodeFrontend({ type: 'Query', query: `SELECT repeat('x', 3000000), pg_sleep(0.1)` })
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.end(Buffer.concat([startup, query]))
  const decoder = new BackendDecoder()
  const messages: BackendMessage[] = []
  for await (const bytes of socket) messages.push(...decoder.push(bytes))
  expect(transcript(messages).slice(-2)).toEqual(['SELECT 1', 'I'])
  expect(messages.find(({ type }) => type === 'DataRow')).toBeDefined()
  // Nothing at all: no answer, and no place that stays taken.
  const silent = connect({ port, host: '127.0.0.1' })
  silent.end()
  await once(silent.resume(), 'close')
})

it('declines encryption, and then takes the start-up packet', async () => {
  const parameters = { user: 'nobody' }
  const startup = encodeFrontend({ type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters })
  const answer = await answerTo(
    encodeFrontend({ type: 'GSSENCRequest' }),
    encodeFrontend({ type: 'SSLRequest' }),
    startup.subarray(0, 9),
    startup.subarray(9),
  )
  expect(new TextDecoder().decode(answer.subarray(0, 2))).toBe('NN')
  expect(transcript(new BackendDecoder().push(answer.subarray(2)))).toEqual([
    'FATAL 28000 role "nobody" does not exist',
  ])
})

it('refuses what is no start-up packet, and the next client is served', async () => {
  for (const bytes of [
    Uint8Array.of(0, 0, 0, 3, 1),
    Uint8Array.of(0xff, 0xff, 0xff, 0xff),
    new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'),
  ]) {
    const [message] = transcript(new BackendDecoder().push(await answerTo(bytes)))
    expect(message).toMatch(/^FATAL 08P01 /)
  }
  const nameless = encodeFrontend({
    type: 'StartupMessage',
    majorVersion: 3,
    minorVersion: 0,
    parameters: {},
  })
  expect(transcript(new BackendDecoder().push(await answerTo(nameless)))).toEqual([
    'FATAL 28000 no PostgreSQL user name specified in startup packet',
  ])
  const alice = await client()
  expect(transcript(await alice.query('SELECT 1'))).toEqual(['1', 'SELECT 1', 'I'])
  alice.connection.close()
})
