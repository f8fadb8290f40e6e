/** How results are set: rows found in chunks, columns measured, long values cut. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnLooks, fractionDigits } from '../../../components/output/column-look.ts'
import { RowIndex } from '../../../components/output/row-index.ts'
import { shortened } from '../../../components/output/shorten.ts'

describe('rows', () => {
  const chunks = fc.array(fc.array(fc.array(fc.string(), { maxLength: 2 })))

  test('are found as if the chunks were joined', () => {
    fc.assert(
      fc.property(chunks, (given) => {
        const rows = new RowIndex(given)
        const joined = given.flat()
        expect(rows.count).toBe(joined.length)
        expect(joined.map((_, number) => rows.row(number))).toEqual(joined)
        expect(rows.first(3).map(({ values }) => values)).toEqual(joined.slice(0, 3))
      }),
    )
  })

  test('are sampled from the first to the last', () => {
    const rows = new RowIndex([
      [['1'], ['2']],
      [['3'], ['4'], ['5']],
    ])
    expect(rows.sample(3)).toEqual([['1'], ['3'], ['5']])
    expect(rows.sample(9)).toHaveLength(5)
    expect(new RowIndex([]).sample(9)).toEqual([])
    expect(() => rows.row(5)).toThrow(RangeError)
  })
})

describe('columns', () => {
  const column = { name: 'n', typeModifier: -1 }

  test('of numbers stand on the right, with room for the longest fraction', () => {
    const [look] = columnLooks(
      [{ ...column, typeOid: 701, typeName: 'float8' }],
      [['0.25'], ['1'], [null], ['0.125']],
    )
    expect(look).toMatchObject({ numeric: true, fraction: 4 })
  })

  test('of text stand on the left, no wider than 40 characters', () => {
    const [look] = columnLooks([{ ...column, typeOid: 25, typeName: 'text' }], [['x'.repeat(99)]])
    expect(look).toMatchObject({ numeric: false, fraction: 0, width: 40 })
  })

  test('count the digits of a fraction with its point', () => {
    expect(['1', '1.5', '-0.125', 'NaN', '1e+20'].map(fractionDigits)).toEqual([0, 2, 4, 0, 0])
  })
})

describe('values', () => {
  test('that fit are not shortened', () => {
    expect(shortened('x'.repeat(80), 80)).toBeNull()
    expect(shortened(Array(10).fill('line').join('\n'), 80)).toBeNull()
  })

  test('that are too long, or have too many lines, are cut', () => {
    expect(shortened('x'.repeat(81), 80)).toBe('x'.repeat(76))
    expect(shortened(Array(11).fill('line').join('\n'), 80)).toBe(Array(10).fill('line').join('\n'))
  })

  test('are never cut in the middle of a character', () => {
    expect(shortened(`${'x'.repeat(75)}🐘🐘🐘🐘`, 80)).toBe('x'.repeat(75))
  })
})
