import { expect, test } from 'vitest'
import { sourceFile } from '../../../lib/lesson/source-file.ts'
import { isSlip, nearest, quote, quotedList } from '../../../lib/lesson/wording.ts'

test.each([
  ['alise', 'alice'],
  ['ALICE', 'alice'],
  ['alcie', 'alice'],
  ['bbo', 'bob'],
  ['carol', null],
  ['', null],
  ['x'.repeat(1000), null],
])('nearest to %s', (word, expected) => {
  expect(nearest(word, ['alice', 'bob'])).toBe(expected)
})

test('a slip is one letter, the order of letters, or case', () => {
  expect(['outputs', 'ouput', 'Output', 'otuput'].every((word) => isSlip(word, 'output'))).toBe(true)
  expect(['SQL', 'Sql'].every((word) => isSlip(word, 'sql'))).toBe(true)
  expect(['sqlx', 'psql', 'sql', 'lqs'].some((word) => isSlip(word, 'sql'))).toBe(false)
  expect(['pycon', 'text', ''].some((word) => isSlip(word, 'python'))).toBe(false)
})

test('quoted values are short and cannot steer a terminal', () => {
  expect(quote('a\u001b[31mb\u202e')).toBe('"a\\u{1b}[31mb\\u{202e}"')
  expect(quote('x'.repeat(100))).toBe(`"${'x'.repeat(60)}…"`)
})

test.each([
  [[], 'none'],
  [['a'], '"a"'],
  [['a', 'b'], '"a" and "b"'],
  [['a', 'b', 'c'], '"a", "b" and "c"'],
])('a list of %s', (words, expected) => {
  expect(quotedList(words)).toBe(expected)
})

test('a place is found by line and column, and stays in its line', () => {
  const source = sourceFile('a.md', '\uFEFFab\r\ncd\re\n')
  expect(source.at(1, 99)).toEqual({ line: 1, column: 3, offset: 3 })
  expect(source.at(2, 2)).toEqual({ line: 2, column: 2, offset: 6 })
  expect(source.at(2, 99)).toEqual({ line: 2, column: 3, offset: 7 })
  expect(source.at(3, 99)).toEqual({ line: 3, column: 2, offset: 9 })
  expect(source.at(99, 1)).toEqual({ line: 4, column: 1, offset: 10 })
  expect(source.place(-5)).toEqual({ line: 1, column: 1, offset: 1 })
})
