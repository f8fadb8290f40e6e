import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Automaton } from '../../../lib/lesson/compare/automaton.ts'
import { PatternError, parsePattern } from '../../../lib/lesson/compare/syntax.ts'

function matches(pattern: string, text: string): boolean {
  return new Automaton(parsePattern(pattern)).matches(text)
}

describe('against JavaScript', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '\\w',
    '\\.',
    '^',
    '$',
    '\\b',
    '\\B',
    'é',
    '\\p{L}',
    '\\u{1F600}',
  )
  const quantifier = fc.constantFrom('', '', '*', '+', '?', '*?', '{2}', '{0,2}', '{1,}')
  const { pattern } = fc.letrec<{ pattern: string; step: string }>((tie) => ({
    pattern: fc
      .array(fc.array(tie('step'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
      .map((choices) => choices.map((steps) => steps.join('')).join('|')),
    step: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'groups' },
      atom.chain((text) =>
        /^(?:\^|\$|\\[bB])$/.test(text) ? fc.constant(text) : quantifier.map((times) => text + times),
      ),
      fc
        .tuple(fc.constantFrom('(', '(?:', '(?<n>'), tie('pattern'), quantifier)
        .map(([open, inner, times]) => {
          return `${open === '(?<n>' && inner.includes('(?<n>') ? '(' : open}${inner})${times}`
        }),
    ),
  }))
  const text = fc
    .array(fc.constantFrom('a', 'b', '1', '.', 'é', ' ', '😀'), { maxLength: 6 })
    .map((all) => all.join(''))

  test('a whole text matches as with ^(?:…)$', () => {
    fc.assert(
      fc.property(pattern, text, (written, line) => {
        let native: RegExp
        try {
          native = new RegExp(`^(?:${written})$`, 'u')
        } catch {
          return
        }
        expect(matches(written, line)).toBe(native.test(line))
      }),
      { numRuns: 2000 },
    )
  })
})

test.each([
  ['(a+)+b', `${'a'.repeat(5000)}c`],
  ['(a|a)*b', `${'a'.repeat(5000)}c`],
  ['(.*)*x', 'y'.repeat(5000)],
  ['((a{0,10}){0,10}){0,10}b', 'a'.repeat(500)],
])('%s takes linear time', (pattern, text) => {
  expect(matches(pattern, text)).toBe(false)
})

test.each([
  ['(', 'unterminated group'],
  ['a{1001}', 'it counts beyond 1000'],
  ['(a{1000}){1000}', 'it is too large'],
  ['(a)\\1', 'it refers back to a group, which cannot be done in linear time'],
  ['(?<n>a)\\k<n>', 'it refers back to a group, which cannot be done in linear time'],
  ['a(?=b)', 'it looks ahead or behind, which cannot be done in linear time'],
  ['(?<!a)b', 'it looks ahead or behind, which cannot be done in linear time'],
])('%s is refused: %s', (pattern, message) => {
  expect(() => new Automaton(parsePattern(pattern))).toThrow(new PatternError(message))
})
