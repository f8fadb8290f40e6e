/** Bytes that are not the protocol: one kind of error, at once, for ever, and never a hang. */
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { ProtocolError } from '../../../lib/postgres/protocol/protocol-error.ts'
import { char, cstring, int8, int16, int32, message, packet } from './bytes.ts'
import { decoderInSession } from './sessions.ts'

const header = (letter: string, length: number) => Uint8Array.from([...char(letter), ...int32(length)])

describe('lengths', () => {
  it.each([0, 3, -1, -2_147_483_648, 0x3fff_ffff, 2_147_483_647])(
    '%d is refused before any content',
    (length) => {
      const reason = 'invalid message length, expected 4 to 1073741822'
      expect(() => new BackendDecoder().push(header('D', length))).toThrow(
        `${reason} (message "D", length ${length}, state "session")`,
      )
      expect(() => decoderInSession().push(header('Q', length))).toThrow(
        `${reason} (message "Q", length ${length}, state "session")`,
      )
    },
  )

  it.each([0, 4, 7, -1, 10_005, 2_147_483_647])('%d is refused for a start-up packet', (length) => {
    expect(() => new FrontendDecoder().push(Uint8Array.from(int32(length)))).toThrow(
      `invalid message length, expected 8 to 10004 (length ${length}, state "start-up")`,
    )
  })

  it('of a start-up packet may be 10,004', () => {
    const name = 'x'.repeat(10_004 - 4 - 4 - 3)
    expect(
      new FrontendDecoder().push(packet(int32(196_608), cstring(name), cstring(''), int8(0))),
    ).toHaveLength(1)
  })

  it.each(['C', 'D', 'E', 'H', 'S', 'X', 'c', 'f'])('10,001 is refused for %s, which is short', (letter) => {
    expect(() => decoderInSession().push(header(letter, 10_001))).toThrow('expected 4 to 10000')
    expect(decoderInSession().push(header(letter, 10_000))).toEqual([])
  })

  it('65,536 is refused for a password', () => {
    const decoder = decoderInSession()
    decoder.expect('PasswordMessage')
    expect(() => decoder.push(header('p', 65_536))).toThrow('expected 4 to 65535')
  })
})

describe('backend', () => {
  it.each<[string, Uint8Array, string]>([
    ['a letter that is none', Uint8Array.of(0x16), 'unexpected message (message "0x16", state "session")'],
    ['a letter of the other direction', message('Q', cstring('')), 'unexpected message (message "Q"'],
    [
      'more than the message',
      message('C', cstring('BEGIN'), int8(0)),
      'message ends too late: bytes left 1, expected 0 (message "C", length 11',
    ],
    [
      'an empty message with content',
      message('1', int8(0)),
      'message ends too late: bytes left 1, expected 0 (message "1", length 5',
    ],
    [
      'less than a number',
      message('K', int16(0)),
      'message ends too soon: bytes left 2, expected 4 (message "K", length 6',
    ],
    [
      'a string without terminator',
      message('C', char('x')),
      'string without a terminator (message "C", length 5',
    ],
    [
      'an empty string without terminator',
      message('C'),
      'string without a terminator (message "C", length 4',
    ],
    [
      'bytes that are no UTF-8',
      message('C', [0xc3, 0x28, 0]),
      'string cannot be decoded as UTF-8 (message "C"',
    ],
    ['a surrogate in UTF-8', message('C', [0xed, 0xa0, 0x80, 0]), 'string cannot be decoded as UTF-8'],
    [
      'more columns than bytes',
      message('D', int16(2), int32(-1)),
      'message ends too soon: bytes left 0, expected 4 (message "D"',
    ],
    [
      '65535 columns',
      message('D', int16(-1)),
      'message ends too soon: bytes left 0, expected 4 (message "D", length 6',
    ],
    [
      'a value longer than its message',
      message('D', int16(1), int32(5), int8(0)),
      'message ends too soon: bytes left 1, expected 5',
    ],
    ['a value of 2 GB', message('D', int16(1), int32(2_147_483_647)), 'bytes left 0, expected 2147483647'],
    ['a value of a negative length', message('D', int16(1), int32(-2)), 'invalid length -2 of a value'],
    ['4 billion options', message('v', int32(3), int32(-1)), 'string without a terminator (message "v"'],
    ['a format of 2', message('H', int8(2), int16(0)), 'unrecognized format code 2 (message "H"'],
    ['a column format of -1', message('H', int8(0), int16(1), int16(-1)), 'unrecognized format code 65535'],
    ['a status of X', message('Z', char('X')), 'unrecognized transaction status "X", expected I, T or E'],
    ['an authentication of 6', message('R', int32(6)), 'unrecognized authentication request 6 (message "R"'],
    [
      'a salt of 3 bytes',
      message('R', int32(5), [1, 2, 3]),
      'message ends too soon: bytes left 3, expected 4',
    ],
    [
      'a key of 3 bytes',
      message('K', int32(1), [1, 2, 3]),
      'secret key of 3 bytes, where 4 to 256 are allowed',
    ],
    ['a key of 257 bytes', message('K', int32(1), Array<number>(257).fill(0)), 'secret key of 257 bytes'],
    [
      'an error without severity',
      message('E', cstring('C00000'), cstring('Mx'), int8(0)),
      'severity is missing',
    ],
    [
      'an error without SQLSTATE',
      message('E', cstring('SERROR'), cstring('Mx'), int8(0)),
      'SQLSTATE is missing',
    ],
    ['an error without text', message('E', cstring('SERROR'), cstring('C00000'), int8(0)), 'text is missing'],
    [
      'an error without end',
      message('E', cstring('SERROR')),
      'message ends too soon: bytes left 0, expected 1 (message "E"',
    ],
    [
      'a position that is no number',
      message('E', ...['SERROR', 'C00000', 'Mx', 'P1e3'].map(cstring), int8(0)),
      'invalid position "1e3" (message "E"',
    ],
  ])('%s', (_, bytes, reason) => {
    const decoder = new BackendDecoder()
    expect(() => decoder.push(bytes)).toThrow(reason)
    expect(() => decoder.push(message('Z', char('I')))).toThrow(reason)
    expect(() => decoder.push(new Uint8Array())).toThrow(ProtocolError)
  })
})

describe('frontend', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'protocol 2',
      packet(int32(131_072), int32(0)),
      'unsupported frontend protocol 2.0, expected 3 (length 12',
    ],
    ['a request that is none', packet(int16(1234), int16(5681)), 'unsupported frontend protocol 1234.5681'],
    [
      'parameters without end',
      packet(int32(196_608), cstring('user'), cstring('a')),
      'string without a terminator',
    ],
    [
      'a parameter without value',
      packet(int32(196_608), cstring('user'), int8(0)),
      'string without a terminator',
    ],
    [
      'more than the parameters',
      packet(int32(196_608), int8(0), int8(0)),
      'message ends too late: bytes left 1, expected 0 (length 10',
    ],
    [
      'more than an SSLRequest',
      packet(int32(80_877_103), int8(0)),
      'message ends too late: bytes left 1, expected 0',
    ],
    ['a cancel key of 0 bytes', packet(int32(80_877_102), int32(1)), 'secret key of 0 bytes'],
    ['TLS at once', Uint8Array.of(0x16, 3, 1, 0), 'invalid message length'],
    ['HTTP', Uint8Array.from(Buffer.from('GET / HTTP/1.1')), 'invalid message length'],
  ])('start-up: %s', (_, bytes, reason) => {
    expect(() => new FrontendDecoder().push(bytes)).toThrow(reason)
  })

  it.each<[string, Uint8Array, string]>([
    ['a letter of the other direction', message('Z', char('I')), 'unexpected message (message "Z"'],
    [
      'a target of X',
      message('D', char('X'), cstring('')),
      'unrecognized target 88, expected S or P (message "D"',
    ],
    [
      'more types than bytes',
      message('P', cstring(''), cstring(''), int16(1)),
      'message ends too soon: bytes left 0, expected 4',
    ],
    [
      'a query that ends twice',
      message('Q', cstring('x'), cstring('y')),
      'message ends too late: bytes left 2, expected 0 (message "Q", length 8',
    ],
  ])('session: %s', (_, bytes, reason) => {
    expect(() => decoderInSession().push(bytes)).toThrow(reason)
  })
})

it('keeps a terminator of the next message out of a string', () => {
  const bytes = Uint8Array.from([...message('C', char('x')), ...message('Z', char('I')), 0])
  expect(() => new BackendDecoder().push(bytes)).toThrow('string without a terminator')
})

it('reads a string of another encoding where that is expected', () => {
  const decoder = new BackendDecoder({ anyEncoding: true })
  const latin1 = message('C', [0x63, 0x61, 0x66, 0xe9, 0])
  expect(decoder.push(latin1)).toEqual([{ type: 'CommandComplete', tag: 'caf\u{fffd}' }])
})

it('is an error with SQLSTATE, letter, length and state', () => {
  const decoder = new BackendDecoder()
  let caught: unknown
  try {
    decoder.push(header('D', 3))
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(ProtocolError)
  expect(caught).toMatchObject({
    name: 'ProtocolError',
    code: '08P01',
    reason: 'invalid message length, expected 4 to 1073741822',
    letter: 'D',
    length: 3,
    state: 'session',
  })
  expect(() => decoder.push(message('1'))).toThrow(caught as ProtocolError)
})
