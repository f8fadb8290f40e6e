/** decode(encode(message)) is the message, for arbitrary messages of every type, alone and in streams cut anywhere. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import {
  encodeBackend,
  encodeBackendAll,
  encodeFrontend,
  encodeFrontendAll,
} from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'
import {
  answerArbitraries,
  backendArbitraries,
  backendMessages,
  frontendStream,
  sessionArbitraries,
  startUpArbitraries,
} from './arbitraries.ts'
import { decoderInSession } from './sessions.ts'

/** Where a stream is cut, as parts of its length. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 })

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, i) => bytes.slice(ends[i - 1] ?? 0, end))
}

describe('backend', () => {
  const { EncryptionResponse, ...lettered } = backendArbitraries

  it.each(Object.entries<fc.Arbitrary<BackendMessage>>(lettered))('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (message) => {
        const bytes = encodeBackend(message)
        expect(new BackendDecoder().push(bytes)).toEqual([message])
      }),
    )
  })

  it('EncryptionResponse', () => {
    fc.assert(
      fc.property(EncryptionResponse, (message) => {
        const decoder = new BackendDecoder()
        decoder.expectAnswerTo(message.answer === 'G' ? 'GSSENCRequest' : 'SSLRequest')
        expect(decoder.push(encodeBackend(message))).toEqual([message])
      }),
    )
  })

  it('streams', () => {
    fc.assert(
      fc.property(backendMessages, cuts, (messages, places) => {
        const decoder = new BackendDecoder()
        const bytes = encodeBackendAll(messages)
        expect(cutAt(bytes, places).flatMap((piece) => decoder.push(piece))).toEqual(messages)
      }),
    )
  })
})

describe('frontend', () => {
  it.each(Object.entries<fc.Arbitrary<FrontendMessage>>(startUpArbitraries))('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (message) => {
        expect(new FrontendDecoder().push(encodeFrontend(message))).toEqual([message])
      }),
    )
  })

  it.each(Object.entries<fc.Arbitrary<FrontendMessage>>(sessionArbitraries))('%s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (message) => {
        expect(decoderInSession().push(encodeFrontend(message))).toEqual([message])
      }),
    )
  })

  it('answers for authentication', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(answerArbitraries)), (message) => {
        const decoder = decoderInSession()
        decoder.expect(message.type)
        expect(decoder.push(encodeFrontend(message))).toEqual([message])
      }),
    )
  })

  it('streams', () => {
    fc.assert(
      fc.property(frontendStream, cuts, (messages, places) => {
        const decoder = new FrontendDecoder()
        const bytes = encodeFrontendAll(messages)
        expect(cutAt(bytes, places).flatMap((piece) => decoder.push(piece))).toEqual(messages)
      }),
    )
  })
})
