/** What the protocol cannot carry is refused when it is written, not found by the receiver. */
import { describe, expect, it } from 'vitest'
import { encodeBackend, encodeBackendAll, encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'
import { ProtocolError } from '../../../lib/postgres/protocol/protocol-error.ts'
import { cstring, message } from './bytes.ts'

const fields = { severity: 'ERROR', code: '00000', message: '' }
const startUp = { type: 'StartupMessage', majorVersion: 3, minorVersion: 0 } as const

describe('frontend', () => {
  it.each<[string, FrontendMessage, string]>([
    [
      'a zero byte',
      { type: 'Query', query: 'a\0b' },
      'string with a zero byte in it (message "Q", state "encoding")',
    ],
    [
      '2^32 as OID',
      { type: 'Parse', name: '', query: '', parameterTypes: [2 ** 32] },
      'number 4294967296 is not an',
    ],
    [
      'a fraction',
      { type: 'Execute', portal: '', maxRows: 0.5 },
      'number 0.5 is not an integer from -2147483648',
    ],
    [
      'a long name',
      { type: 'Close', target: 'portal', name: 'x'.repeat(10_000) },
      'message of 10006 bytes, where 10000',
    ],
    [
      'a parameter without name',
      { ...startUp, parameters: { '': 'x' } },
      'start-up parameter without a name',
    ],
    [
      'too many parameters',
      { ...startUp, parameters: { x: 'y'.repeat(10_000) } },
      'where 10004 are allowed (state',
    ],
    [
      'protocol 2',
      { ...startUp, majorVersion: 2, parameters: {} },
      'unsupported frontend protocol 2, expected 3',
    ],
    [
      'a short key',
      { type: 'CancelRequest', processId: 1, secretKey: new Uint8Array(3) },
      'secret key of 3 bytes',
    ],
    [
      '65,536 parameters',
      { type: 'Parse', name: '', query: '', parameterTypes: Array<number>(65_536).fill(0) },
      'number 65536 is not an integer from 0 to 65535 (message "P"',
    ],
  ])('%s', (_, wrong, reason) => {
    expect(() => encodeFrontend(wrong)).toThrow(ProtocolError)
    expect(() => encodeFrontend(wrong)).toThrow(reason)
  })
})

describe('backend', () => {
  it.each<[string, BackendMessage, string]>([
    [
      'a long salt',
      { type: 'AuthenticationMD5Password', salt: new Uint8Array(5) },
      'salt of 5 bytes, expected 4',
    ],
    ['an empty mechanism', { type: 'AuthenticationSASL', mechanisms: [''] }, 'SASL mechanism without a name'],
    [
      'a position of 0',
      { type: 'ErrorResponse', fields: { ...fields, position: 0 } },
      'invalid position "0"',
    ],
    [
      'a known letter among the unrecognized',
      { type: 'NoticeResponse', fields: { ...fields, unrecognized: { S: 'x' } } },
      '"S" cannot be the letter of an unrecognized field (message "N"',
    ],
    [
      'two letters',
      { type: 'NoticeResponse', fields: { ...fields, unrecognized: { xy: 'x' } } },
      '"xy" cannot be the letter of an unrecognized field',
    ],
    [
      'a letter of two bytes',
      { type: 'NoticeResponse', fields: { ...fields, unrecognized: { ['🍵'.charAt(0)]: 'x' } } },
      'number 55356 is not an integer from 0 to 255',
    ],
  ])('%s', (_, wrong, reason) => {
    expect(() => encodeBackend(wrong)).toThrow(ProtocolError)
    expect(() => encodeBackend(wrong)).toThrow(reason)
  })
})

it('writes a lone surrogate as U+FFFD', () => {
  expect(encodeFrontend({ type: 'Query', query: 'a\ud83c' })).toEqual(message('Q', cstring('a\ufffd')))
})

it('writes several messages into one buffer that is just as large', () => {
  const tag = { type: 'CommandComplete', tag: 'x'.repeat(300) } as const
  const bytes = encodeBackendAll([tag, tag])
  expect(bytes).toEqual(Uint8Array.from(Buffer.concat([encodeBackend(tag), encodeBackend(tag)])))
  expect(bytes.buffer.byteLength).toBe(bytes.length)
})
