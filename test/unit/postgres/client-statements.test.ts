import { describe, expect, it } from 'vitest'
import { ClientStatements } from '../../../lib/postgres/backend/client-statements.ts'
import { encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'

const query = (text: string): FrontendMessage => ({ type: 'Query', query: text })
const copyData: FrontendMessage = { type: 'CopyData', data: Uint8Array.of(49, 10) }
const copyDone: FrontendMessage = { type: 'CopyDone' }
const parse: FrontendMessage = { type: 'Parse', name: 'p', query: 'SELECT 5', parameterTypes: [] }
const bind: FrontendMessage = {
  ...{ type: 'Bind', portal: '', statement: 'p', parameterFormats: [], parameters: [], resultFormats: [] },
}
const sync: FrontendMessage = { type: 'Sync' }

/** Reads messages in pieces of a few bytes. */
function read(statements: ClientStatements, messages: readonly FrontendMessage[], piece: number): void {
  const bytes = Uint8Array.from(messages.flatMap((message) => [...encodeFrontend(message)]))
  for (let at = 0; at < bytes.length; at += piece) statements.read(bytes.subarray(at, at + piece))
}

describe.each([1, 3, 7, 10_000])('statements read along in pieces of %i bytes', (piece) => {
  const heard = (...messages: FrontendMessage[]) => {
    const statements = new ClientStatements()
    read(statements, messages, piece)
    return statements
  }

  it('are told apart although they were sent ahead', () => {
    const statements = heard(query('SELECT 1'), query('SELECT 2; SELECT 3'))
    expect(statements.text).toBe('SELECT 1')
    expect(statements.answered(0)).toBe('SELECT 1')
    expect(statements.answered(0)).toBe('SELECT 2; SELECT 3')
    expect(statements.isOpen).toBe(false)
  })

  it('are named by what was prepared', () => {
    const statements = heard(parse, bind, sync, bind, sync)
    expect(statements.answered(0)).toBe('SELECT 5')
    expect(statements.answered(0)).toBe('SELECT 5')
    expect(statements.isOpen).toBe(false)
  })

  it('have the data of their COPY with them', () => {
    const statements = heard(query('COPY t FROM STDIN'), copyData, copyDone, query('SELECT 1'))
    expect(statements.answered(1)).toBe('COPY t FROM STDIN')
    expect(statements.answered(0)).toBe('SELECT 1')
  })

  it('do not end with a Sync that comes while data is expected', () => {
    const statements = heard(parse, bind, sync, copyData, copyDone, sync, query('SELECT 1'))
    expect(statements.answered(1)).toBe('SELECT 5')
    expect(statements.answered(0)).toBe('SELECT 1')
  })

  it('are none for what is left of a COPY that has failed', () => {
    const statements = heard(query('COPY t FROM STDIN'), copyData)
    expect(statements.answered(1)).toBe('COPY t FROM STDIN')
    read(statements, [copyData, copyDone], piece)
    expect(statements.isOpen).toBe(false)
  })
})
