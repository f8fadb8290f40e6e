/** Static SQL is the text itself, with the colours of the editor. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlightSql } from '../../../components/editor/highlight-sql.ts'

test('the pieces of any text are the text', () => {
  const words = fc.constantFrom('SELECT', ' ', "'", '$$', '--', '\n', '/*', '*/', 'x', '🐘', ';', '\\d ')
  fc.assert(
    fc.property(fc.array(words), (parts) => {
      const source = parts.join('')
      const lines = highlightSql(source).map((pieces) => pieces.map(({ text }) => text).join(''))
      expect(lines.join('\n')).toBe(source)
    }),
  )
})

test('keywords, text and comments have colours', () => {
  const coloured = highlightSql("SELECT 'tea' -- note")
    .flat()
    .filter(({ classes }) => classes !== '')
  expect(coloured.map(({ text, classes }) => [text, classes])).toEqual([
    ['SELECT', 'tok-keyword'],
    ["'tea'", 'tok-string'],
    ['-- note', 'tok-comment'],
  ])
})
