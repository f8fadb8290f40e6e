import { describe, expect, test } from 'vitest'
import { trimmedRun } from '../../../lib/notebook/storage/trimmed-run.ts'
import { error, notice, run, table } from './outputs.ts'

const outputsOf = (...all: Parameters<typeof run>) => trimmedRun(run(...all)).outputs

describe('what storage keeps of a run', () => {
  test('is all of it, as a rule', () => {
    const whole = run(
      table(1000),
      notice,
      { kind: 'tag', tag: 'BEGIN' },
      { kind: 'text', text: 'a\t1\n' },
      error,
    )
    expect(trimmedRun(whole)).toEqual(whole)
  })

  test('is the first 1,000 rows of a table, with its true count', () => {
    const [kept] = outputsOf(table(100_000))
    expect(kept).toMatchObject({ rowCount: 100_000, tag: 'SELECT 100000' })
    expect(kept?.kind === 'table' && kept.chunks.flat()).toHaveLength(1000)
  })

  test('is rows up to a million characters in all outputs together', () => {
    const [first, second] = outputsOf(table(1000, 700), table(1000, 700))
    const rows = [first, second].map((kept) => (kept?.kind === 'table' ? kept.chunks.flat().length : null))
    expect(rows[0]).toBe(1000)
    expect(rows[1]).toBeGreaterThan(300)
    expect(rows[1]).toBeLessThan(450)
  })

  test('is a long text up to where there is room, and a line that says so', () => {
    const [kept] = outputsOf({ kind: 'text', text: 'y'.repeat(1_500_000) })
    expect(kept?.kind === 'text' && kept.text.slice(999_998)).toBe(
      'yy\n… 500000 more characters were not kept',
    )
  })

  test('counts the outputs for which there was no room, before the error that ended the run', () => {
    const long = { kind: 'text', text: 'y'.repeat(1_000_000) } as const
    expect(outputsOf(long, notice, notice, error).slice(1)).toEqual([
      { kind: 'text', text: '… 2 outputs were not kept' },
      {
        kind: 'error',
        fields: { severity: 'ERROR', code: '42703', message: 'column "x" does not exist' },
        statement: '',
        at: { from: 7, to: 8 },
      },
    ])
  })
})
