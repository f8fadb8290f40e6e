import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitAttributes } from '../../../lib/lesson/split-attributes.ts'

test.each([
  ['', []],
  [
    '  hidden\tlocked ',
    [
      ['hidden', true, null],
      ['locked', true, null],
    ],
  ],
  [
    'id=a session=b',
    [
      ['id', 'a', null],
      ['session', 'b', null],
    ],
  ],
  ['says="two words"', [['says', 'two words', null]]],
  ['says="a \\"b\\" \\\\ c"', [['says', 'a "b" \\ c', null]]],
  ['says=""', [['says', '', null]]],
  ['says="open', [['says', 'open', 'unclosed-quote']]],
  [
    'says="a"b id=c',
    [
      ['says', 'a', 'glued'],
      ['id', 'c', null],
    ],
  ],
  [
    "says='a b'",
    [
      ['says', "'a", 'single-quotes'],
      ["b'", true, null],
    ],
  ],
  [
    'id= a',
    [
      ['id', '', 'no-value'],
      ['a', true, null],
    ],
  ],
  ['=a', [['', 'a', 'no-name']]],
  ['id=a=b', [['id', 'a=b', null]]],
])('%s', (info, expected) => {
  expect(splitAttributes(info).map(({ name, value, flaw }) => [name, value, flaw])).toEqual(expected)
})

test('any text is split to its end, in order, with places inside', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ab"'=\\ \t]*$/)), (info) => {
      let end = 0
      for (const { name, from, to, nameTo, valueFrom, valueTo } of splitAttributes(info)) {
        expect(info.slice(end, from).trim()).toBe('')
        expect(info.slice(from, nameTo)).toBe(name)
        expect([from, nameTo, valueFrom, valueTo, to]).toEqual(
          [from, nameTo, valueFrom, valueTo, to].toSorted((a, b) => a - b),
        )
        expect(to).toBeGreaterThan(from)
        end = to
      }
      expect(info.slice(end).trim()).toBe('')
    }),
  )
})
