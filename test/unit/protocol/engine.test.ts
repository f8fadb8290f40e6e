/** What a real PostgreSQL says, decoded and written again to the same bytes. */
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyDone, flush, sync } from '../../../lib/postgres/protocol/constant-messages.ts'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeBackendAll, encodeFrontendAll } from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'

let database: PGlite

beforeAll(async () => {
  database = await PGlite.create()
})

afterAll(async () => {
  await database.close()
})

/** Sends these messages and gives what came back, which is written again to the same bytes. */
async function talk(...messages: FrontendMessage[]): Promise<BackendMessage[]> {
  const answer = await database.execProtocolRaw(encodeFrontendAll(messages))
  const received = new BackendDecoder().push(answer)
  expect(encodeBackendAll(received)).toEqual(Uint8Array.from(answer))
  return received
}

const query = (text: string) => talk({ type: 'Query', query: text })
const types = (messages: readonly BackendMessage[]) => messages.map(({ type }) => type)
const bytes = (text: string) => new TextEncoder().encode(text)
const text = (bytes: Uint8Array | null | undefined) => bytes && new TextDecoder().decode(bytes)

describe('PGlite', () => {
  it('a query with rows', async () => {
    const messages = await query(`SELECT 42 AS answer, 'tea'::varchar(9) AS item, NULL AS nothing`)
    expect(messages).toEqual([
      {
        type: 'RowDescription',
        fields: [
          {
            name: 'answer',
            tableOid: 0,
            columnNumber: 0,
            typeOid: 23,
            typeSize: 4,
            typeModifier: -1,
            format: 0,
          },
          {
            name: 'item',
            tableOid: 0,
            columnNumber: 0,
            typeOid: 1043,
            typeSize: -1,
            typeModifier: 13,
            format: 0,
          },
          {
            name: 'nothing',
            tableOid: 0,
            columnNumber: 0,
            typeOid: 25,
            typeSize: -1,
            typeModifier: -1,
            format: 0,
          },
        ],
      },
      {
        type: 'DataRow',
        values: [bytes('42'), bytes('tea'), null],
      },
      { type: 'CommandComplete', tag: 'SELECT 1' },
      { type: 'ReadyForQuery', status: 'I' },
    ])
  })

  it('a table, a system column, several statements, and none', async () => {
    await query(`CREATE TABLE stock (item text PRIMARY KEY, qty int CHECK (qty >= 0))`)
    const messages = await query(`INSERT INTO stock VALUES ('tea', 1); SELECT ctid, * FROM stock; BEGIN`)
    expect(types(messages)).toEqual([
      'CommandComplete',
      'RowDescription',
      'DataRow',
      'CommandComplete',
      'CommandComplete',
      'ReadyForQuery',
    ])
    const fields = messages.flatMap((message) => (message.type === 'RowDescription' ? message.fields : []))
    expect(fields.map(({ name, columnNumber }) => [name, columnNumber])).toEqual([
      ['ctid', -1],
      ['item', 1],
      ['qty', 2],
    ])
    expect(messages.at(-1)).toEqual({ type: 'ReadyForQuery', status: 'T' })
    await query('ROLLBACK')
    expect(types(await query(''))).toEqual(['EmptyQueryResponse', 'ReadyForQuery'])
  })

  it('an error with position, and one with detail and constraint', async () => {
    await query('BEGIN')
    const [syntax, ready] = await query(`SELECT '🍵', nonsense`)
    expect(syntax).toMatchObject({
      type: 'ErrorResponse',
      fields: { severity: 'ERROR', severityNonLocalized: 'ERROR', code: '42703', position: 13 },
    })
    expect(ready).toEqual({ type: 'ReadyForQuery', status: 'E' })
    await query('ROLLBACK')

    const [check] = await query(`INSERT INTO stock VALUES ('milk', -1)`)
    expect(check).toMatchObject({
      type: 'ErrorResponse',
      fields: {
        code: '23514',
        schema: 'public',
        table: 'stock',
        constraint: 'stock_qty_check',
        line: /^\d+$/,
      },
    })
  })

  it('a notice, an inner query with its position, and the context', async () => {
    const messages = await query(
      `DO $$ BEGIN RAISE NOTICE 'hello' USING HINT = 'wave'; EXECUTE 'SELECT x'; END $$`,
    )
    expect(types(messages)).toEqual(['NoticeResponse', 'ErrorResponse', 'ReadyForQuery'])
    expect(messages[0]).toMatchObject({ fields: { severity: 'NOTICE', message: 'hello', hint: 'wave' } })
    expect(messages[1]).toMatchObject({ fields: { internalQuery: 'SELECT x', internalPosition: 8 } })
    expect(messages[1]).toHaveProperty('fields.where')
  })

  it('COPY out, text and binary', async () => {
    const messages = await query(`COPY (VALUES (1, 'ä'), (2, NULL)) TO STDOUT`)
    expect(types(messages)).toEqual([
      'CopyOutResponse',
      'CopyData',
      'CopyData',
      'CopyDone',
      'CommandComplete',
      'ReadyForQuery',
    ])
    expect(messages[0]).toEqual({ type: 'CopyOutResponse', format: 0, columnFormats: [0, 0] })
    expect(messages[1]?.type === 'CopyData' && text(messages[1].data)).toBe('1\tä\n')
    const [binary] = await query(`COPY (VALUES (1)) TO STDOUT (FORMAT binary)`)
    expect(binary).toEqual({ type: 'CopyOutResponse', format: 1, columnFormats: [1] })
  })

  it('COPY in', async () => {
    const messages = await talk(
      { type: 'Query', query: 'COPY stock FROM STDIN' },
      { type: 'CopyData', data: bytes('milk\t3\nsu') },
      { type: 'CopyData', data: bytes('gar\t5\n') },
      copyDone,
    )
    expect(messages).toEqual([
      { type: 'CopyInResponse', format: 0, columnFormats: [0, 0] },
      { type: 'CommandComplete', tag: 'COPY 2' },
      { type: 'ReadyForQuery', status: 'I' },
    ])
    const [, failed] = await talk(
      { type: 'Query', query: 'COPY stock FROM STDIN' },
      { type: 'CopyFail', message: 'no more' },
    )
    expect(failed).toMatchObject({ fields: { code: '57014', message: expect.stringContaining('no more') } })
  })

  it('the extended query protocol, with parameters in both formats', async () => {
    const messages = await talk(
      {
        type: 'Parse',
        name: 's',
        query: 'SELECT $1 + $2 AS sum FROM generate_series(1, 3)',
        parameterTypes: [23, 23],
      },
      { type: 'Describe', target: 'statement', name: 's' },
      {
        type: 'Bind',
        portal: 'p',
        statement: 's',
        parameterFormats: [0, 1],
        parameters: [bytes('40'), Uint8Array.of(0, 0, 0, 2)],
        resultFormats: [1],
      },
      { type: 'Describe', target: 'portal', name: 'p' },
      { type: 'Execute', portal: 'p', maxRows: 2 },
      { type: 'Execute', portal: 'p', maxRows: 0 },
      { type: 'Close', target: 'portal', name: 'p' },
      { type: 'Parse', name: '', query: 'BEGIN', parameterTypes: [] },
      { type: 'Describe', target: 'statement', name: '' },
      flush,
      sync,
    )
    expect(types(messages)).toEqual([
      'ParseComplete',
      'ParameterDescription',
      'RowDescription',
      'BindComplete',
      'RowDescription',
      'DataRow',
      'DataRow',
      'PortalSuspended',
      'DataRow',
      'CommandComplete',
      'CloseComplete',
      'ParseComplete',
      'ParameterDescription',
      'NoData',
      'ReadyForQuery',
    ])
    expect(messages[5]).toEqual({ type: 'DataRow', values: [Uint8Array.of(0, 0, 0, 42)] })
  })

  it('a function call', async () => {
    const rows = await query(`SELECT 'int4pl'::regproc::oid`)
    const [oid] = rows.flatMap((message) => (message.type === 'DataRow' ? [text(message.values[0])] : []))
    const [called] = await talk({
      type: 'FunctionCall',
      functionOid: Number(oid),
      argumentFormats: [],
      arguments: [bytes('40'), bytes('2')],
      resultFormat: 0,
    })
    expect(called).toEqual({ type: 'FunctionCallResponse', result: bytes('42') })
  })

  it('a notification', async () => {
    await query('LISTEN stock')
    const [, notification] = await query(`NOTIFY stock, 'tea'`)
    expect(notification).toMatchObject({ type: 'NotificationResponse', channel: 'stock', payload: 'tea' })
  })

  it('a start-up that asks for too much, and a parameter that changes', async () => {
    const messages = await talk({
      type: 'StartupMessage',
      majorVersion: 3,
      minorVersion: 9,
      parameters: { user: 'postgres', database: 'postgres', '_pq_.future': '1' },
    })
    const [negotiation, ...others] = messages
    expect(negotiation).toEqual({
      type: 'NegotiateProtocolVersion',
      majorVersion: 3,
      minorVersion: 2,
      unrecognizedOptions: ['_pq_.future'],
    })
    expect(new Set(types(others))).toEqual(
      new Set(['AuthenticationOk', 'ParameterStatus', 'BackendKeyData', 'ReadyForQuery']),
    )
    expect(await query(`SET TimeZone = 'Asia/Tokyo'`)).toContainEqual({
      type: 'ParameterStatus',
      name: 'TimeZone',
      value: 'Asia/Tokyo',
    })
  })
})
