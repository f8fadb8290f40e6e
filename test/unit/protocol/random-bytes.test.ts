/** Random and mutated bytes: messages or a ProtocolError, the same wherever they are cut. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import {
  encodeBackend,
  encodeBackendAll,
  encodeFrontend,
  encodeFrontendAll,
} from '../../../lib/postgres/protocol/encoder.ts'
import type { AuthenticationAnswer } from '../../../lib/postgres/protocol/messages.ts'
import { ProtocolError } from '../../../lib/postgres/protocol/protocol-error.ts'
import { answerArbitraries, backendMessages, frontendStream } from './arbitraries.ts'
import { decoderInSession } from './sessions.ts'

interface Decoding<M> {
  decode(bytes: Uint8Array, receive: (message: M) => void): void
}

interface Outcome<M> {
  messages: M[]
  error: string | null
}

/** All that comes out of the pieces. Anything that is thrown must be a ProtocolError, and come again. */
function outcome<M>(decoder: Decoding<M>, pieces: readonly Uint8Array[]): Outcome<M> {
  const messages: M[] = []
  try {
    for (const piece of pieces) decoder.decode(piece, (message) => messages.push(message))
    return { messages, error: null }
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError)
    expect(() => decoder.decode(new Uint8Array(), () => {})).toThrow(error as ProtocolError)
    return { messages, error: (error as ProtocolError).message }
  }
}

/** Checks one stream whole and byte by byte; gives what came out. */
function decodedTwice<M>(newDecoder: () => Decoding<M>, bytes: Uint8Array): M[] {
  const whole = outcome(newDecoder(), [bytes])
  const single = outcome(
    newDecoder(),
    Array.from(bytes, (byte) => Uint8Array.of(byte)),
  )
  expect(single).toEqual(whole)
  return whole.messages
}

const random = fc.uint8Array({ maxLength: 200 })

/** Bytes that look like messages, so that more than the first byte is reached. */
const nearlyMessages = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0x30, max: 0x7a }),
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(0, 0, 0, 1, -1),
    ),
  )
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap(([letter, content, error]) => [letter, 0, 0, 0, content.length + 4 + error, ...content]),
    ),
  )

interface Change {
  /** A part of the length. */
  at: number
  removed: number
  inserted: Uint8Array
}

/** Overwrites, inserts or removes some bytes. */
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(3),
    inserted: fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.constant(Uint8Array.of(0xff, 0xff, 0xff, 0xff))),
  }),
  { minLength: 1, maxLength: 4 },
)

function changed(bytes: Uint8Array, list: readonly Change[]): Uint8Array {
  const result = [...bytes]
  for (const { at, removed, inserted } of list) {
    result.splice(Math.floor(at * result.length), removed, ...inserted)
  }
  return Uint8Array.from(result)
}

const runs = { numRuns: 1000 }

describe('backend', () => {
  const newDecoder = () => new BackendDecoder()

  it('random bytes; what is read is written again', () => {
    fc.assert(
      fc.property(fc.oneof(random, nearlyMessages), (bytes) => {
        for (const message of decodedTwice(newDecoder, bytes)) {
          expect(new BackendDecoder().push(encodeBackend(message))).toEqual([message])
        }
      }),
      runs,
    )
  })

  it('mutated messages', () => {
    fc.assert(
      fc.property(backendMessages, changes, (messages, list) => {
        decodedTwice(newDecoder, changed(encodeBackendAll(messages), list))
      }),
      runs,
    )
  })

  it.each(['SSLRequest', 'GSSENCRequest'] as const)('random answers to %s', (request) => {
    const expecting = () => {
      const decoder = new BackendDecoder()
      decoder.expectAnswerTo(request)
      return decoder
    }
    const answer = fc.constantFrom(...'SGNEZ').map((letter) => letter.charCodeAt(0))
    fc.assert(
      fc.property(answer, nearlyMessages, (first, rest) => {
        decodedTwice(expecting, Uint8Array.of(first, ...rest))
      }),
      runs,
    )
  })
})

describe('frontend', () => {
  it('random bytes at the start', () => {
    fc.assert(
      fc.property(random, (bytes) => {
        decodedTwice(() => new FrontendDecoder(), bytes)
      }),
      runs,
    )
  })

  it('random bytes in a session; what is read is written again', () => {
    fc.assert(
      fc.property(fc.oneof(random, nearlyMessages), (bytes) => {
        for (const message of decodedTwice(decoderInSession, bytes)) {
          expect(decoderInSession().push(encodeFrontend(message))).toEqual([message])
        }
      }),
      runs,
    )
  })

  it('mutated streams', () => {
    fc.assert(
      fc.property(frontendStream, changes, (messages, list) => {
        decodedTwice(() => new FrontendDecoder(), changed(encodeFrontendAll(messages), list))
      }),
      runs,
    )
  })

  it('mutated answers for authentication', () => {
    const answers: fc.Arbitrary<AuthenticationAnswer> = fc.oneof(...Object.values(answerArbitraries))
    fc.assert(
      fc.property(answers, changes, (message, list) => {
        const expecting = () => {
          const decoder = decoderInSession()
          decoder.expect(message.type)
          return decoder
        }
        decodedTwice(expecting, changed(encodeFrontend(message), list))
      }),
      runs,
    )
  })
})
