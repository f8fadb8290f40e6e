import { describe, expect, it } from 'vitest'
import { median } from '../../../bin/bench/median.ts'
import { type Row, ratio, table, verdict } from '../../../bin/bench/table.ts'

const row = { what: 'cold page', ours: 300, unit: 'ms', budget: 0.36 } as const
const stock = (value: number | null) => ({ name: 'PGlite', value })

describe('a row of the bench', () => {
  it.each<[string, Row, ReturnType<typeof verdict>]>([
    ['below the budget', { ...row, reference: stock(1000) }, 'kept'],
    ['at the budget', { ...row, ours: 360, reference: stock(1000) }, 'kept'],
    ['above the budget', { ...row, reference: stock(500) }, 'missed'],
    ['without a budget', { ...row, budget: null, reference: stock(500) }, ''],
    ['that could not be measured', { ...row, ours: null, reference: stock(500) }, 'not measured'],
    ['whose reference could not be measured', { ...row, reference: stock(null) }, 'not measured'],
    ['that must be more', { ...row, atLeast: true, reference: stock(1000) }, 'missed'],
    ['that is more', { ...row, atLeast: true, reference: stock(500) }, 'kept'],
    ['with a plain limit', { ...row, unit: 'kB', budget: 180, ours: 181, reference: null }, 'missed'],
  ])('%s', (_name, tested, expected) => {
    expect(verdict(tested)).toBe(expected)
  })

  it('compares ours with the reference', () => {
    expect(ratio({ ...row, reference: stock(1000) })).toBe(0.3)
  })
})

it('the table has a line for each row', () => {
  const rows: Row[] = [
    { ...row, reference: stock(1000) },
    { what: 'SELECT 1', ours: 0.125, unit: 'ms', budget: 1.2, reference: stock(0.1) },
    { what: 'JavaScript', ours: 150, unit: 'kB', budget: 180, reference: null },
    { what: 'memory', ours: null, unit: 'MB', budget: 0.5, reference: stock(500) },
  ]
  expect(table(rows)).toMatchInlineSnapshot(`
    "what        ours      reference        ratio  budget    verdict
    ----------  --------  ---------------  -----  --------  ------------
    cold page   300 ms    1000 ms PGlite   0.30   ≤ 0.36    kept
    SELECT 1    0.125 ms  0.100 ms PGlite  1.25   ≤ 1.20    missed
    JavaScript  150 kB                            ≤ 180 kB  kept
    memory      ?         500 MB PGlite           ≤ 0.50    not measured
    "
  `)
})

describe('the median', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[9, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('of %j is %j', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})
