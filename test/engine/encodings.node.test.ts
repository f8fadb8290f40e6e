/** What a client writes and reads in its own encoding; test/real compares every character with a real PostgreSQL. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { RawClient, transcript } from './support/raw-client.ts'

let server: Server
const open: RawClient[] = []

beforeAll(() => {
  server = startServer({ maxConnections: 6 })
})
afterEach(async () => {
  for (const { connection } of open.splice(0)) {
    connection.close()
    await connection.ended
  }
})
afterAll(() => server.stop({ immediate: true }))

async function client(parameters: Record<string, string> = {}): Promise<RawClient> {
  const made = new RawClient(server, parameters)
  open.push(made)
  await made.until('ReadyForQuery')
  return made
}

/** Sends the bytes of a simple Query; gives the first value, as bytes. */
async function ask(one: RawClient, query: Buffer): Promise<Buffer> {
  const head = Buffer.of(0x51, 0, 0, 0, 0)
  head.writeInt32BE(4 + query.length + 1, 1)
  one.connection.send(Buffer.concat([head, query, Buffer.of(0)]))
  const row = (await one.until('ReadyForQuery')).find(({ type }) => type === 'DataRow')
  return Buffer.from((row?.type === 'DataRow' && row.values[0]) || [])
}

it.each([
  ['KOI8R', 'Привет', 'f0d2c9d7c5d4'],
  ['WIN1251', 'Привет', 'cff0e8e2e5f2'],
  ['LATIN9', 'dîner à 5 €', '64ee6e657220e0203520a4'],
  ['EUC_JP', '日本語', 'c6fccbdcb8ec'],
  ['SJIS', '日本語', '93fa967b8cea'],
  ['SHIFT_JIS_2004', 'か゚', '82f5'],
  ['BIG5', '中文', 'a4a4a4e5'],
  ['GB18030', '中文😀', 'd6d0cec49439fc36'],
  ['UHC', '한국어', 'c7d1b1b9beee'],
])('%s is read and written', async (encoding, text, hex) => {
  const bytes = Buffer.from(hex, 'hex')
  const one = await client({ client_encoding: encoding })
  const quoted = Buffer.concat([Buffer.from(`SELECT '`), bytes, Buffer.from(`'`)])
  expect((await ask(one, quoted)).toString('hex')).toBe(hex)
  const stored = Buffer.concat([
    Buffer.from(`SELECT encode(convert_to('`),
    bytes,
    Buffer.from(`', 'UTF8'), 'hex')`),
  ])
  expect(Buffer.from((await ask(one, stored)).toString(), 'hex').toString()).toBe(text)
})

it('what an encoding does not have is an ERROR that shows it', async () => {
  const one = await client({ client_encoding: 'WIN1252' })
  expect(transcript(await one.query(`SELECT U&'\\043F'`))).toEqual([
    'ERROR 22P05 character with byte sequence 0xd0 0xbf in encoding "UTF8" has no equivalent in encoding "WIN1252"',
    'I',
  ])
  expect(transcript(await one.query(`SELECT convert_from('\\x81', 'WIN1252')`))).toEqual([
    'ERROR 22P05 character with byte sequence 0x81 in encoding "WIN1252" has no equivalent in encoding "UTF8"',
    'I',
  ])
  expect(
    transcript(await one.query(`SELECT convert_from('\\xe4b8', 'EUC_JP'), convert_from('\\xe4', 'EUC_JP')`)),
  ).toEqual(['ERROR 22021 invalid byte sequence for encoding "EUC_JP": 0xe4', 'I'])
})

it('a module that cannot be loaded is refused alike whenever it is asked for', async () => {
  const clients = [await client(), await client()]
  const answers: string[] = []
  for (const one of [...clients, ...clients])
    answers.push(transcript(await one.query(`LOAD 'pgoutput'`)).join())
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^ERROR 58P01 could not load library .*undefined symbol/s)
  for (const one of clients) expect(transcript(await one.query(`LOAD 'plpgsql'`))).toEqual(['LOAD', 'I'])
})
