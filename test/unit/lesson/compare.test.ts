import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareOutput } from '../../../lib/lesson/compare/compare.ts'

const ordered = { unordered: false }
const unordered = { unordered: true }

const table = ` id | item
----+------
  1 | tea
  2 | milk
(2 rows)
`

function same(expected: string, printed: string, options = ordered) {
  expect(compareOutput(expected, printed, options)).toBeNull()
}

function differs(expected: string, printed: string, options = ordered) {
  const difference = compareOutput(expected, printed, options)
  expect(difference).not.toBeNull()
  return difference
}

describe('without patterns', () => {
  test('blanks at the ends of lines and empty lines at the end do not count', () => {
    same('BEGIN\nUPDATE 1', 'BEGIN  \nUPDATE 1\n\n')
    same(' id | item \n', ' id | item\n')
    same('', '\n')
  })

  test('everything else counts', () => {
    expect(differs('UPDATE 1', 'UPDATE 2')).toEqual({
      expectedLine: 0,
      expected: 'UPDATE 1',
      found: 'UPDATE 2',
    })
    expect(differs('BEGIN', 'BEGIN\nCOMMIT')).toEqual({ expectedLine: 1, expected: null, found: 'COMMIT' })
    expect(differs('BEGIN\nCOMMIT', 'BEGIN')).toEqual({ expectedLine: 1, expected: 'COMMIT', found: null })
    differs(' 1', '  1')
    differs('a\n\nb', 'a\nb')
    differs(table, table.replace('milk', 'Milk'))
    differs(table, table.replaceAll('item', 'item '.padEnd(5)).replace('------', '-------'))
  })

  test('what PostgreSQL writes in double braces is text', () => {
    same('{{1,2},{3,4}}', '{{1,2},{3,4}}')
    differs('{{1,2},{3,4}}', '{{1,2},{3,5}}')
    same('{{a}}', '{{a}}')
  })
})

describe('patterns in a line', () => {
  test.each([
    ['int', ['0', '-12', '+3'], ['', '1.5', 'a']],
    ['number', ['0', '-12.50', '1e-7', 'NaN', 'Infinity', '.5'], ['', '1,5', '1.2.3']],
    [
      'time',
      [
        '2026-11-24',
        '20:46:12',
        '2026-11-24 20:46:12.123456+00',
        '2026-11-24 20:46:12+05:30',
        '2026-11-24T20:46:12Z',
        '00:00:01.5',
        '1 day 02:03:04',
        '1 year 2 mons -3 days',
        '-00:00:01',
      ],
      ['', '2026', 'yesterday'],
    ],
    ['uuid', ['019aa1f0-2f5c-7b3e-9d7c-0242ac120002'], ['019aa1f0', '']],
    ['any', ['', 'anything at all'], []],
  ])('%s', (name, good, bad) => {
    for (const value of good) same(`pid={{${name}}}.`, `pid=${value}.`)
    for (const value of bad) differs(`pid={{${name}}}.`, `pid=${value}.`)
  })

  test('a regular expression describes its part of the line, all of it', () => {
    same('took {{/[0-9]+ ms/}}', 'took 12 ms')
    differs('took {{/[0-9]+ ms/}}', 'took 12 ms.')
    same('{{/a|b/}}{{int}}', 'b7')
  })

  test('a flawed expression stands for itself', () => {
    same('{{/(/}}', '{{/(/}}')
    differs('{{/(/}}', '(')
  })
})

describe('…', () => {
  test('stands for any number of lines', () => {
    for (const between of ['', 'x\n', 'x\ny\nz\n']) same('a\n…\nb', `a\n${between}b`)
    same('…', '')
    same('…', 'a\nb')
    same('a\n…', 'a')
    same('…\nb\n…\nd\n…', 'a\nb\nc\nd\ne')
    same('…\nb\n…\nb', 'b\nx\nb')
  })

  test('what stands between two of them must be found, in order', () => {
    expect(differs('…\nb\nc\n…', 'a\nb\nd\n')).toEqual({ expectedLine: 2, expected: 'c', found: 'd' })
    differs('…\nb\n…\na\n…', 'a\nb')
    differs('…\nb', 'b\na')
    differs('…\nb\n…\nb', 'b')
  })

  test('many of them take no more than lines × lines', () => {
    const expected = Array.from({ length: 500 }, () => '…\na').join('\n')
    differs(`${expected}\nb`, 'a\n'.repeat(3000))
  })
})

describe('tables', () => {
  const wide = ` id      | item
---------+------
 1234567 | tea
(1 row)`

  test('with a pattern, widths and alignment do not count', () => {
    same(' id | item\n----+------\n {{int}} | tea\n(1 row)', wide)
    same(' id | item\n----+------\n…\n(1 row)', wide)
    same(' id | item\n----+------\n {{int}} | {{any}}\n({{int}} row)', wide)
  })

  test('with a pattern, the rest still counts', () => {
    differs(' id | item\n----+------\n {{int}} | milk\n(1 row)', wide)
    differs(' id | name\n----+------\n {{int}} | tea\n(1 row)', wide)
    differs(' id | item | more\n----+------+------\n {{int}} | tea | x\n(1 row)', wide)
  })

  test('a pattern in one table does not loosen another', () => {
    const two = `${wide}\n\n${table}`
    same(` id | item\n----+------\n {{int}} | tea\n(1 row)\n\n${table}`, two)
    differs(` id | item\n----+------\n {{int}} | tea\n(1 row)\n\n${table.replace(' tea', '  tea')}`, two)
  })

  test('the title of \\d is centred over what varies', () => {
    const found = '      Table "public.a"\n Column | Type \n--------+------\n abcdef | text\n'
    same('Table "public.a"\n Column | Type\n---+---\n {{any}} | text', found.trimStart())
    same(' Table "public.a"\n Column | Type\n---+---\n {{any}} | text', found)
  })

  test('a line break in a value is marked by a plus', () => {
    const found = ' a     | b \n-------+---\n long +| x\n value | \n(1 row)'
    same(' a | b\n---+---\n long+| {{any}}\n value |\n(1 row)', found)
  })
})

describe('unordered', () => {
  const swapped = table.replace('  1 | tea\n  2 | milk', '  2 | milk\n  1 | tea')

  test('rows compare in any order, all else in its own', () => {
    same(table, swapped, unordered)
    differs(table, swapped)
    same(`BEGIN\n${table}\nCOMMIT`, `BEGIN\n${swapped}\nCOMMIT`, unordered)
    differs(`BEGIN\n${table}\nCOMMIT`, `COMMIT\n${swapped}\nBEGIN`, unordered)
  })

  test('each expected row takes one printed row', () => {
    const twice = table.replace('milk', 'tea').replace('  2', '  1')
    differs(table, twice, unordered)
    differs(twice, table, unordered)
    same(twice, twice, unordered)
  })

  test('a missing row and one too many are named', () => {
    expect(differs(table, table.replace('  2 | milk\n', '  3 | oats\n'), unordered)).toEqual({
      expectedLine: 3,
      expected: '  2 | milk',
      found: '  3 | oats',
    })
  })

  test('a row with a pattern leaves rows to those that need them', () => {
    const expected = ' id | item\n----+------\n  {{int}} | {{any}}\n  1 | tea\n(2 rows)'
    same(expected, table, unordered)
    same(expected, swapped, unordered)
  })

  test('… lets rows be too many', () => {
    same(' id | item\n----+------\n  2 | milk\n…\n(2 rows)', table, unordered)
    differs(' id | item\n----+------\n  3 | oats\n…\n(2 rows)', table, unordered)
  })

  test('any order of any rows agrees', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y')), {
      minLength: 1,
      maxLength: 8,
    })
    const print = (list: [number, string][]) =>
      ` a | b\n---+---\n${list.map(([a, b]) => ` ${a} | ${b}\n`).join('')}(${list.length} rows)`
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (list, random) => {
        const shuffled = list
          .map((row) => ({ row, key: random.next().value ?? 0 }))
          .toSorted((one, other) => one.key - other.key)
          .map(({ row }) => row)
        same(print(list), print(shuffled), unordered)
        const [first, ...others] = list
        if (first !== undefined) differs(print(list), print([...others, [9, 'z']]), unordered)
      }),
    )
  })
})

test('every text agrees with itself unless it is a pattern, and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.boolean(), (one, other, flag) => {
      compareOutput(one, other, { unordered: flag })
      same(one, one, { unordered: flag })
    }),
  )
})
