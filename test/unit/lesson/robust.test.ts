/** Whatever an author writes: nothing throws, every place lies in the file, and nothing of theirs runs in the page. */
import fc from 'fast-check'
import type { Root } from 'hast'
import { visit } from 'unist-util-visit'
import { expect, test } from 'vitest'
import { parseCourse } from '../../../lib/lesson/course.ts'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { hashText } from '../../../lib/lesson/hash.ts'
import type { Place } from '../../../lib/lesson/lesson.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'

/** What mistakes are made of. */
const pieces = fc.constantFrom(
  '---\n',
  '---\ntitle: A\n---\n',
  'title: ',
  'sessions:\n',
  '  alice: { role: a, database: b }\n',
  '"',
  "'",
  '[',
  '{',
  '&a ',
  '*a',
  '```sql',
  '```python',
  '```output',
  '```',
  '~~~',
  '````',
  ' id=a',
  ' session=alice',
  ' error=',
  ' says="',
  ' check=a',
  ' exercise',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\t',
  '    ',
  '> ',
  '- ',
  '1. ',
  '- [x] ',
  '# ',
  '## A\n',
  '| a | b |\n|---|---|\n',
  '[^1]',
  '[^1]: x\n',
  '{{int}}',
  '{{/(/}}',
  '…',
  '<details>',
  '<summary>',
  '</details>',
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '<table><tr>',
  '<pre>',
  '<template>',
  '<script>',
  '</script>',
  '<style>',
  '<svg>',
  '<math>',
  '<select>',
  '<p onclick=x>',
  '<a href="javascript:x">',
  '<img src=x onerror=y>',
  '<lesson-cell cellid=a>',
  '<input onfocus=x>',
  '<iframe srcdoc="<script>">',
  '<base href=//x>',
  '[a](javascript:x)',
  '![](//x/y)',
  '<details open ontoggle=x>',
  '<a style="a" id=b name=c>',
  'SELECT 1;',
  'text',
  '\uFEFF',
  '\0',
  '😀',
  'é',
  '&#10;',
  '\\',
  '`',
)
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  fc
    .array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 15 })
    .map((all) => all.join('')),
)

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found
  if ('offset' in value && 'line' in value) found.push(value as Place)
  else for (const part of Object.values(value)) placesIn(part, found)
  return found
}

/** Line and column of an offset, counted by hand. */
function count(text: string, offset: number): { line: number; column: number } {
  const before = text.replace(/^\uFEFF/, '').slice(0, offset - (text.startsWith('\uFEFF') ? 1 : 0))
  const ends = [...before.matchAll(/\r\n|\n|\r/g)]
  const end = ends.at(-1)
  return { line: ends.length + 1, column: before.length - (end ? end.index + end[0].length : 0) + 1 }
}

function expectHarmless(tree: Root): void {
  visit(tree, (node) => {
    expect(['root', 'element', 'text']).toContain(node.type)
    if (node.type !== 'element') return
    expect(node.tagName).not.toMatch(
      /^(?:script|style|template|iframe|object|embed|base|meta|link|form|button|svg|math)$/,
    )
    for (const [name, value] of Object.entries(node.properties)) {
      expect(name).not.toMatch(/^on|^style$|^srcdoc$|^srcset$|^formaction$/i)
      if (name === 'href')
        expect(new URL(String(value), 'https://lesson.invalid/').protocol).toMatch(/^(?:https?|mailto):$/)
      if (name === 'src')
        expect(new URL(String(value), 'https://lesson.invalid/').origin).toBe('https://lesson.invalid')
      if (name === 'id') expect(String(value)).not.toMatch(/^_/)
    }
  })
}

test('any text', () => {
  fc.assert(
    fc.property(fc.constantFrom('', '# A\n\n', '---\ntitle: A\n---\n\n'), texts, (head, rest) => {
      const text = head + rest
      const { lesson, diagnostics } = parseLesson('a.md', text)
      expect(lesson === null).toBe(diagnostics.some(({ severity }) => severity === 'error'))
      for (const place of placesIn({ diagnostics, cells: lesson?.cells })) {
        expect(place.offset).toBeLessThanOrEqual(text.length)
        // A place between CR and LF cannot be told from one behind both by counting.
        if (text[place.offset - 1] === '\r' && text[place.offset] === '\n') continue
        expect({ line: place.line, column: place.column }).toEqual(count(text, place.offset))
      }
      for (const diagnostic of diagnostics)
        expect(formatDiagnostic(diagnostic).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      if (lesson === null) return
      expectHarmless(lesson.body)
      const ids = lesson.cells.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const placed: unknown[] = []
      visit(lesson.body, 'element', ({ properties }) => {
        if ('cellId' in properties) placed.push(properties.cellId)
      })
      expect(placed.toSorted()).toEqual(ids.toSorted())
      for (const cell of lesson.cells) {
        const line = cell.source.split('\n', 1)[0] ?? ''
        if (!line.includes('\uFFFD'))
          expect(text.slice(cell.sourceStart.offset)).toSatisfy((after: string) =>
            after.trimStart().startsWith(line.trimStart()),
          )
      }
    }),
    { numRuns: 1500 },
  )
})

test('any course', () => {
  const yaml = fc.constantFrom(
    'title: A\n',
    'parts:\n',
    '  - title: B\n',
    '    lessons: [a]\n',
    '    lessons:\n      - a\n',
    '- ',
    ': ',
    '[',
    '\n',
    '{a: 1}',
    '&x',
    '*x',
    '!!y ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(yaml, fc.string()), { maxLength: 12 }), (all) => {
      const text = all.join('')
      const { diagnostics } = parseCourse('course.yaml', text, ['a'])
      for (const place of placesIn(diagnostics)) expect(place.offset).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('a long cell, and many cells', () => {
  const long = `# A\n\n\`\`\`sql\n${'SELECT 1;\n'.repeat(20_000)}\`\`\`\n`
  expect(parseLesson('a.md', long).lesson?.cells[0]?.source).toHaveLength(200_000 - 1)
  const many = `# A\n\n${'```sql\nSELECT 1;\n```\n\n'.repeat(1_000)}`
  expect(parseLesson('a.md', many).lesson?.cells).toHaveLength(1_000)
}, 120_000)

test.each([
  ['quotations', '> '.repeat(500)],
  ['HTML', '<b>'.repeat(20_000)],
  ['YAML', `---\na: ${'['.repeat(20_000)}\n---\n`],
])(
  'deeply nested %s are refused or read',
  (_name, text) => {
    expect(() => parseLesson('a.md', `${text}\n\ntext`)).not.toThrow()
  },
  120_000,
)

test('a hash is the same on every system, and short', () => {
  expect(hashText('a\r\nb\rc')).toBe(hashText('a\nb\nc'))
  expect(hashText('SELECT 1;')).toMatch(/^[0-9a-z]{14}$/)
  const hashes = new Set(Array.from({ length: 50_000 }, (_unused, number) => hashText(`SELECT ${number};`)))
  expect(hashes.size).toBe(50_000)
})
