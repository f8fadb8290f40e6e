/** Messages come out the same wherever the stream is cut. */
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { allBackendCases } from './backend-cases.ts'
import { join } from './bytes.ts'
import { answerCases, cancelStreams, sessionStream } from './frontend-cases.ts'
import { decoderInSession } from './sessions.ts'

interface Pushing<M> {
  push(bytes: Uint8Array): M[]
}

function checkCuts<M>(cases: readonly (readonly [M, Uint8Array])[], decoder: () => Pushing<M>): void {
  const expected = cases.map(([message]) => message)
  const bytes = join(cases.map(([, part]) => part))
  for (let cut = 0; cut <= bytes.length; cut++) {
    const target = decoder()
    expect([...target.push(bytes.slice(0, cut)), ...target.push(bytes.slice(cut))], `cut at ${cut}`).toEqual(
      expected,
    )
  }
  const target = decoder()
  expect([...bytes].flatMap((byte) => target.push(Uint8Array.of(byte)))).toEqual(expected)
}

describe('a stream cut at every byte, and byte by byte', () => {
  it('from a backend', () => checkCuts(allBackendCases, () => new BackendDecoder()))

  it('from a frontend', () => checkCuts(sessionStream, () => new FrontendDecoder()))

  it('that cancels', () => {
    for (const stream of cancelStreams) checkCuts([stream], () => new FrontendDecoder())
  })

  it('that answers for authentication', () => {
    for (const [message, bytes] of Object.values(answerCases).flat()) {
      checkCuts([[message, bytes]], () => {
        const decoder = decoderInSession()
        decoder.expect(message.type)
        return decoder
      })
    }
  })
})

it('hands out values that later bytes do not change', () => {
  const decoder = new BackendDecoder()
  const pieces = allBackendCases.map(([, bytes]) => bytes.slice())
  const received = pieces.flatMap((bytes) => {
    const messages = decoder.push(bytes)
    bytes.fill(0xee)
    return messages
  })
  for (const [, bytes] of allBackendCases) decoder.push(bytes)
  expect(received).toEqual(allBackendCases.map(([message]) => message))
})
