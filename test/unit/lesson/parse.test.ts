/** Pairs in fixtures/: a lesson, and what is read from it. `UPDATE=1 npx vitest run test/unit/lesson` rewrites the latter. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import type { Place } from '../../../lib/lesson/lesson.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'
import { sketch } from './sketch.ts'

const folder = join(import.meta.dirname, 'fixtures')

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** Places as `line:column@offset`, trees as sketches: a pair has to be read by people. */
function readable(_key: string, value: unknown): unknown {
  if (isPlace(value)) return `${value.line}:${value.column}@${value.offset}`
  return isTree(value) ? sketch(value) : value
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'offset' in value
}

function isTree(value: unknown): value is Root {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'root'
}

test.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', (name) => {
  const { lesson, diagnostics } = parseLesson(name, read(name))
  const pair = { diagnostics: diagnostics.map((each) => formatDiagnostic(each).split('\n')), lesson }
  const written = `${JSON.stringify(pair, readable, 2)}\n`
  const file = join(folder, name.replace(/md$/, 'json'))
  if (process.env.UPDATE) writeFileSync(file, written)
  expect(JSON.parse(written)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
})

describe('other ways to write the same', () => {
  const text = read('everything.md')
  const { lesson } = parseLesson('everything.md', text)

  /** A lesson but for offsets, which do differ. */
  const withoutOffsets = (value: unknown) =>
    JSON.stringify(value, (key, part) => (key === 'offset' ? 0 : part))

  test('a byte order mark changes offsets only', () => {
    const marked = parseLesson('everything.md', `\uFEFF${text}`)
    expect(withoutOffsets(marked.lesson)).toBe(withoutOffsets(lesson))
    expect(marked.lesson?.cells[0]?.range.start.offset).toBe((lesson?.cells[0]?.range.start.offset ?? 0) + 1)
  })

  test.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s at the ends of lines changes offsets only', (_name, end) => {
    const { lesson: other, diagnostics } = parseLesson('everything.md', text.replaceAll('\n', end))
    expect(diagnostics).toEqual([])
    expect(other?.cells).toHaveLength(lesson?.cells.length ?? 0)
    expect(withoutOffsets(other?.cells)).toBe(withoutOffsets(lesson?.cells))
    expect(other?.outline).toEqual(lesson?.outline)
  })
})

describe('title', () => {
  test('comes from the front matter, else from the first heading', () => {
    expect(parseLesson('a.md', '---\ntitle: One\n---\n\n# Two').lesson?.title).toBe('One')
    expect(parseLesson('a.md', '# Two').lesson?.title).toBe('Two')
    expect(parseLesson('a.md', 'Text.\n\n# Two').lesson).toBeNull()
  })
})

describe('sessions', () => {
  test('without any there is main', () => {
    const { lesson } = parseLesson('a.md', '# A\n\n```sql\n```')
    expect(lesson?.sessions).toEqual([{ name: 'main', role: 'postgres', database: 'postgres' }])
    expect(lesson?.cells[0]?.session).toBe('main')
  })

  test('postgres exists in every lesson', () => {
    const { lesson } = parseLesson('a.md', '# A\n\n```sql session=postgres\n```\n\n```sql session=main\n```')
    expect(lesson?.sessions.map(({ name }) => name)).toEqual(['main', 'postgres'])
  })

  test('are not missed while the front matter cannot be read', () => {
    const { diagnostics } = parseLesson('a.md', '---\nsessions: [\n---\n\n```sql session=alice\n```')
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['yaml-syntax'])
  })
})

describe('ids', () => {
  const ids = (text: string) => parseLesson('a.md', `# A\n\n${text}`).lesson?.cells.map(({ id }) => id)

  test('are made from the starter text, and numbered where it is repeated', () => {
    const [one, two, three] =
      ids('```sql\nSELECT 1;\n```\n\n```sql\nSELECT 2;\n```\n\n```sql\nSELECT 1;\n```') ?? []
    expect(one).toMatch(/^cell-[0-9a-z]+$/)
    expect(two).not.toBe(one)
    expect(three).toBe(`${one}-2`)
  })

  test('do not change when other cells come and go, or line ends change', () => {
    const [one] = ids('```sql\nSELECT 1,\n2;\n```') ?? []
    expect(ids('```sql\nSELECT 0;\n```\n\n```sql\nSELECT 1,\n2;\n```')?.[1]).toBe(one)
    expect(ids('```sql\r\nSELECT 1,\r\n2;\r\n```')?.[0]).toBe(one)
  })

  test('of headings make room for those of cells', () => {
    const { lesson } = parseLesson('a.md', '# A\n\n## Count\n\n## Count\n\n```sql id=count\n```')
    expect(lesson?.outline.map(({ id }) => id)).toEqual(['count-1', 'count-2'])
  })
})
