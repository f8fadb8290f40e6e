import { describe, expect, test } from 'vitest'
import type { CellEvent } from '../../../lib/notebook/model.ts'
import { ReportBatch, type Schedule } from '../../../lib/notebook/report-batch.ts'
import { inWholeText, textOf } from '../../../lib/notebook/run-part.ts'
import type { RunEvent } from '../../../lib/postgres/client/outcome.ts'
import { error, notice, table } from './outputs.ts'

const rows = (...values: string[]): RunEvent => ({ type: 'rows', rows: values.map((value) => [value]) })

describe('reports of a run', () => {
  /** A schedule whose moments come when the test says so. */
  function byHand() {
    let due: (() => void) | null = null
    const schedule: Schedule = (action) => {
      due = action
      return () => {
        due = null
      }
    }
    return { schedule, moment: () => due?.() }
  }

  function gathered() {
    const delivered: (readonly CellEvent[])[] = []
    const { schedule, moment } = byHand()
    return { delivered, moment, batch: new ReportBatch((events) => delivered.push(events), schedule) }
  }

  test('come together at the next moment, rows that follow rows as one', () => {
    const { batch, delivered, moment } = gathered()
    batch.add({ type: 'output', output: table(0) })
    batch.add(rows('1', '2'))
    batch.add(rows('3'))
    batch.add({ type: 'table-complete', tag: 'SELECT 3' })
    expect(delivered).toEqual([])
    moment()
    expect(delivered).toEqual([
      [
        { type: 'output', output: table(0) },
        rows('1', '2', '3'),
        { type: 'table-complete', tag: 'SELECT 3' },
      ],
    ])
    batch.add(rows('4'))
    moment()
    expect(delivered[1]).toEqual([rows('4')])
  })

  test('do not wait for the moment when the run has ended, and do not come twice', () => {
    const { batch, delivered, moment } = gathered()
    batch.add(rows('1'))
    batch.flush()
    batch.flush()
    moment()
    expect(delivered).toEqual([[rows('1')]])
  })

  test('leave the rows that they were given as they were', () => {
    const { batch } = gathered()
    const given = rows('1')
    batch.add(given)
    batch.add(rows('2'))
    expect(given).toEqual(rows('1'))
  })
})

describe('a selection that runs', () => {
  const part = { from: 10, to: 19 }

  test('is that part of the text', () => {
    expect(textOf('SELECT 1; SELECT x;', part)).toBe('SELECT x;')
    expect(textOf('SELECT 1;', null)).toBe('SELECT 1;')
  })

  test('has its places counted in the whole text', () => {
    const at = (event: RunEvent) => inWholeText(event, part)
    expect(at({ type: 'output', output: error })).toEqual({
      type: 'output',
      output: { ...error, at: { from: 17, to: 18 } },
    })
    const foreign = {
      kind: 'script-error',
      message: 'invalid command \\foo',
      at: { from: 0, to: 4 },
    } as const
    expect(at({ type: 'output', output: foreign })).toMatchObject({ output: { at: { from: 10, to: 14 } } })
    expect(at({ type: 'statement', range: { from: 0, to: 9 } })).toEqual({ type: 'statement', range: part })
    for (const event of [rows('1'), { type: 'output', output: notice } as const])
      expect(at(event)).toEqual(event)
  })
})
