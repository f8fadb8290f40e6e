/** Every message in the manual's own layout, written and read. */
import { describe, expect, it } from 'vitest'
import { BackendDecoder, FrontendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeBackend, encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { AuthenticationAnswer, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'
import { allBackendCases } from './backend-cases.ts'
import { packet } from './bytes.ts'
import { answerCases, sessionCases, startUpCases } from './frontend-cases.ts'
import { decoderInSession } from './sessions.ts'

const titled = <M extends { type: string }>(cases: readonly (readonly [M, Uint8Array])[]) =>
  cases.map(([message, bytes]) => ({ type: message.type, message, bytes }))

describe('backend', () => {
  it.each(titled(allBackendCases))('$type', ({ message, bytes }) => {
    expect(encodeBackend(message)).toEqual(bytes)
    expect(new BackendDecoder().push(bytes)).toEqual([message])
  })
})

describe('frontend', () => {
  it.each(titled<FrontendMessage>(Object.values(startUpCases).flat()))('$type', ({ message, bytes }) => {
    expect(encodeFrontend(message)).toEqual(bytes)
    expect(new FrontendDecoder().push(bytes)).toEqual([message])
  })

  it.each(titled<FrontendMessage>(Object.values(sessionCases).flat()))('$type', ({ message, bytes }) => {
    expect(encodeFrontend(message)).toEqual(bytes)
    expect(decoderInSession().push(bytes)).toEqual([message])
  })

  it.each(titled<AuthenticationAnswer>(Object.values(answerCases).flat()))('$type', ({ message, bytes }) => {
    const decoder = decoderInSession()
    decoder.expect(message.type)
    expect(encodeFrontend(message)).toEqual(bytes)
    expect(decoder.push(bytes)).toEqual([message])
  })
})

it('takes a parameter named __proto__ as any other', () => {
  const bytes = packet([0, 3, 0, 0], ...['__proto__', 'x', ''].map((text) => [...Buffer.from(text), 0]))
  const [message] = new FrontendDecoder().push(bytes)
  expect(message).toHaveProperty('type', 'StartupMessage')
  if (message?.type !== 'StartupMessage') return
  expect(Object.entries(message.parameters)).toEqual([['__proto__', 'x']])
  expect(encodeFrontend(message)).toEqual(bytes)
})

it('hands out one frozen object for all messages without fields', () => {
  const constants = allBackendCases.filter(([message]) => Object.keys(message).length === 1)
  expect(constants.length).toBeGreaterThan(5)
  for (const [, bytes] of constants) {
    const [first] = new BackendDecoder().push(bytes)
    const [second] = new BackendDecoder().push(bytes)
    expect(first).toBe(second)
    expect(Object.isFrozen(first)).toBe(true)
  }
})
