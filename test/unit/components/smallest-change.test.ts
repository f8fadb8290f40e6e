/** A text becomes another by one change that touches no more than it must. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smallestChange } from '../../../components/editor/smallest-change.ts'

function applied(text: string, change: ReturnType<typeof smallestChange>): string {
  return change ? text.slice(0, change.from) + change.insert + text.slice(change.to) : text
}

test('makes any text any other', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '\n') })
  fc.assert(fc.property(texts, texts, (from, to) => applied(from, smallestChange(from, to)) === to))
})

test('leaves what both have in common', () => {
  expect(smallestChange('SELECT 1;', 'SELECT 22;')).toEqual({ from: 7, to: 8, insert: '22' })
  expect(smallestChange('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' })
})

test('is nothing for the same text', () => {
  expect(smallestChange('SELECT 1;', 'SELECT 1;')).toBeNull()
})
