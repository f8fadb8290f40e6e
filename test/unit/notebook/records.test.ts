import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRun, readText, textKey } from '../../../lib/notebook/storage/records.ts'
import { error, notice, run, table } from './outputs.ts'

describe('a record from storage', () => {
  const whole = run(
    { ...table(2), title: 'Table "public.t"', footers: ['Indexes:'] },
    notice,
    error,
    { kind: 'tag', tag: 'BEGIN' },
    { kind: 'text', text: 'a' },
    { kind: 'notification', channel: 'c', payload: '', pid: 7 },
    { kind: 'script-error', message: 'invalid command \\foo', hint: 'Try \\?', at: { from: 0, to: 4 } },
    { kind: 'lost', message: 'the connection has ended' },
  )

  test('is read back as it was written', () => {
    expect(readRun(structuredClone(whole))).toEqual(whole)
    expect(readText({ source: 'SELECT 1', savedAt: 1 })).toEqual({ source: 'SELECT 1', savedAt: 1 })
  })

  test('is not there when a part of it is missing or of another kind', () => {
    const spoilt = (change: object) => readRun({ ...structuredClone(whole), ...change })
    expect(spoilt({ outputs: [{ kind: 'picture' }] })).toBeNull()
    expect(spoilt({ outputs: [{ kind: 'toString' }] })).toBeNull()
    expect(spoilt({ outputs: [{ ...table(1), chunks: [[[1]]] }] })).toBeNull()
    expect(spoilt({ outputs: [{ kind: 'error', fields: { message: {} }, statement: '' }] })).toBeNull()
    expect(spoilt({ outputs: undefined })).toBeNull()
    expect(spoilt({ result: null })).toBeNull()
    expect(spoilt({ result: { outcome: 'fine', status: 'I' } })).toBeNull()
    expect(spoilt({ count: Number.NaN })).toBeNull()
    expect(spoilt({ statusBefore: 'X' })).toBeNull()
    expect(readText({ source: 1, savedAt: 1 })).toBeNull()
  })

  test('may be anything, and is then not there', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(readRun(value)).toBeNull()
        expect(readText(value)).toBeNull()
      }),
    )
  })
})

test('no two cells share a key', () => {
  const key = (lesson: string, cell: string, starterHash: string) => textKey({ lesson, cell, starterHash })
  expect(key('a', 'b/c', 'd')).not.toBe(key('a/b', 'c', 'd'))
  expect(key('a', 'b', 'c')).toBe('text/1/a/b/c')
})
