/** Static code is the text itself, with the colours of the editor. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlightCode } from '../../../components/editor/highlight-code.ts'

test.each(['sql', 'python'] as const)('the pieces of any text in %s are the text', (language) => {
  const words = fc.constantFrom(
    ...[
      'SELECT',
      ' ',
      "'",
      '$$',
      '--',
      '\n',
      '/*',
      '*/',
      'x',
      '🐘',
      ';',
      '\\d ',
      'def',
      ':',
      '#',
      '"""',
      '    ',
    ],
  )
  fc.assert(
    fc.property(fc.array(words), (parts) => {
      const source = parts.join('')
      const lines = highlightCode(source, language).map((pieces) => pieces.map(({ text }) => text).join(''))
      expect(lines.join('\n')).toBe(source)
    }),
  )
})

test('keywords, text and comments have colours', () => {
  const coloured = (source: string, language: 'sql' | 'python') =>
    highlightCode(source, language)
      .flat()
      .filter(({ classes }) => classes !== '')
      .map(({ text, classes }) => [text, classes])
  expect(coloured("SELECT 'tea' -- note", 'sql')).toEqual([
    ['SELECT', 'tok-keyword'],
    ["'tea'", 'tok-string'],
    ['-- note', 'tok-comment'],
  ])
  expect(coloured("return None, 'tea' # note", 'python')).toEqual([
    ['return', 'tok-keyword'],
    ['None', 'tok-keyword'],
    ["'tea'", 'tok-string'],
    ['# note', 'tok-comment'],
  ])
})
