/** What a decoder takes depends on what has been said before. */
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeBackend, encodeFrontend, encodeFrontendAll } from '../../../lib/postgres/protocol/encoder.ts'
import { ProtocolError } from '../../../lib/postgres/protocol/protocol-error.ts'
import { char, cstring, int8, message } from './bytes.ts'
import { decoderInSession } from './sessions.ts'

const byte = (letter: string) => Uint8Array.from(char(letter))
const ready = message('Z', char('I'))
const error = message('E', ...['SERROR', 'C0A000', 'Mno'].map(cstring), int8(0))

describe('the answer to a request for encryption', () => {
  it('N: ordinary messages follow', () => {
    const decoder = new BackendDecoder()
    decoder.expectAnswerTo('SSLRequest')
    expect(decoder.push(byte('N'))).toEqual([{ type: 'EncryptionResponse', answer: 'N' }])
    expect(decoder.push(ready)).toEqual([{ type: 'ReadyForQuery', status: 'I' }])
  })

  it.each(['SSLRequest', 'GSSENCRequest'] as const)(
    'yes to %s: a plain byte after it is refused',
    (request) => {
      const yes = request === 'SSLRequest' ? 'S' : 'G'
      const decoder = new BackendDecoder()
      decoder.expectAnswerTo(request)
      expect(decoder.push(byte(yes))).toEqual([{ type: 'EncryptionResponse', answer: yes }])
      expect(() => decoder.push(ready)).toThrow('unexpected message (message "Z", state "encrypted")')
    },
  )

  it('an error instead', () => {
    const decoder = new BackendDecoder()
    decoder.expectAnswerTo('GSSENCRequest')
    expect(decoder.push(error).map(({ type }) => type)).toEqual(['ErrorResponse'])
    expect(decoder.push(ready)).toHaveLength(1)
  })

  it.each(['G', 'Z', '\x16'])('%j is none to SSLRequest', (letter) => {
    const decoder = new BackendDecoder()
    decoder.expectAnswerTo('SSLRequest')
    expect(() => decoder.push(byte(letter))).toThrow('state "awaiting answer to SSLRequest"')
  })

  it('is one byte', () => {
    for (const answer of ['S', 'G', 'N'] as const) {
      expect(encodeBackend({ type: 'EncryptionResponse', answer })).toEqual(byte(answer))
    }
  })
})

describe('the letter p', () => {
  it('is unexpected unless the server has asked', () => {
    expect(() => decoderInSession().push(message('p', cstring('x')))).toThrow(
      'unexpected message (message "p", state "session")',
    )
  })

  it('is the only one while an answer is awaited, and once', () => {
    const decoder = decoderInSession()
    decoder.expect('PasswordMessage')
    expect(() => decoder.push(message('Q', cstring('SELECT 1')))).toThrow(
      'unexpected message (message "Q", state "awaiting PasswordMessage")',
    )
    const other = decoderInSession()
    other.expect('SASLResponse')
    expect(() =>
      other.push(encodeFrontendAll(Array(2).fill({ type: 'SASLResponse', data: byte('x') }))),
    ).toThrow('unexpected message (message "p", state "session")')
  })

  it('may be asked for while the message before it is received', () => {
    const decoder = new FrontendDecoder()
    const types: string[] = []
    const bytes = encodeFrontendAll([
      { type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters: { user: 'alice' } },
      { type: 'SASLInitialResponse', mechanism: 'x', data: null },
      { type: 'SASLResponse', data: byte('y') },
      { type: 'Query', query: '' },
    ])
    decoder.decode(bytes, ({ type }) => {
      types.push(type)
      if (type === 'StartupMessage') decoder.expect('SASLInitialResponse')
      if (type === 'SASLInitialResponse') decoder.expect('SASLResponse')
    })
    expect(types).toEqual(['StartupMessage', 'SASLInitialResponse', 'SASLResponse', 'Query'])
  })

  it('cannot be asked for before the StartupMessage', () => {
    const decoder = new FrontendDecoder()
    decoder.expect('PasswordMessage')
    expect(decoder.push(encodeFrontend({ type: 'SSLRequest' }))).toHaveLength(1)
  })
})

it('lets nothing follow Terminate and CancelRequest', () => {
  const decoder = decoderInSession()
  expect(decoder.push(message('X'))).toHaveLength(1)
  expect(() => decoder.push(message('S'))).toThrow('unexpected message (message "S", state "ended")')

  const cancelling = new FrontendDecoder()
  cancelling.push(encodeFrontend({ type: 'CancelRequest', processId: 1, secretKey: new Uint8Array(4) }))
  expect(() => cancelling.push(Uint8Array.of(0))).toThrow(
    'unexpected message (message "0x00", state "ended")',
  )
})

describe('decode', () => {
  it('hands over every message before the mistake', () => {
    const decoder = new BackendDecoder()
    const types: string[] = []
    const bytes = Uint8Array.from([...ready, ...error, 0x21])
    expect(() => decoder.decode(bytes, ({ type }) => types.push(type))).toThrow(ProtocolError)
    expect(types).toEqual(['ReadyForQuery', 'ErrorResponse'])
  })

  it('goes on behind a message whose receiver threw', () => {
    const decoder = new BackendDecoder()
    const bytes = Uint8Array.from([...ready, ...error])
    const refuse = () => {
      throw new RangeError('mine')
    }
    expect(() => decoder.decode(bytes, refuse)).toThrow('mine')
    expect(decoder.push(new Uint8Array()).map(({ type }) => type)).toEqual(['ErrorResponse'])
  })
})
