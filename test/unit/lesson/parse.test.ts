/** Pairs in fixtures/: a lesson, and what is read from it. `UPDATE=1 npx vitest run test/unit/lesson` rewrites the latter. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import type { Place } from '../../../lib/lesson/lesson.ts'
import { panelFragmentsOf, panelTarget } from '../../../lib/lesson/panel-target.ts'
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

describe('panel', () => {
  const panel = (frontMatter: string) => {
    const { lesson, diagnostics } = parseLesson('a.md', `---\ntitle: A\n${frontMatter}---\n`)
    return lesson?.panel ?? diagnostics.map(formatDiagnostic).join('\n')
  }
  const alice = 'sessions:\n  alice: { role: alice, database: shop }\n'

  test('is open where sessions are declared, else folded, unless the lesson says how it is', () => {
    expect(panel('')).toBe('folded')
    expect(panel(alice)).toBe('open')
    expect(panel('panel: open\n')).toBe('open')
    expect(panel(`${alice}panel: folded\n`)).toBe('folded')
  })

  test('is nothing else', () => {
    expect(panel('panel: fodled\n')).toBe(
      'a.md:3:8: error: "panel" is text\n  detail: It must be "open" or "folded".\n  hint: Did you mean "folded"?',
    )
    expect(panel('panel: no\n')).toBe(
      'a.md:3:8: error: "panel" is text\n  detail: It must be "open" or "folded".',
    )
  })
})

describe('links to the panel', () => {
  const head =
    '---\ntitle: A\nsessions:\n  alice: { role: alice, database: shop }\n  bob: { role: bob, database: shop }\n---\n\n'
  const read = (text: string) => parseLesson('a.md', `${head}${text}`)
  const link = (fragment: string) => `See [it](#${fragment}).`
  const marks = (text: string) => {
    const tree = read(text).lesson?.body
    return tree === undefined ? null : sketch(tree).filter((line) => line.trim().startsWith('<a '))
  }

  test.each(panelFragmentsOf(['alice', 'bob']))('%s keeps its address and is marked', (fragment) => {
    expect(marks(link(fragment))).toEqual([`  <a href="#${fragment}" dataPanel="${fragment}">`])
  })

  test('in HTML count as well, but the mark itself is nobody else\u2019s', () => {
    expect(marks('<a href="#panel-locks">locks</a>')).toEqual([
      '  <a href="#panel-locks" dataPanel="panel-locks">',
    ])
    expect(marks('<a href="#a" data-panel="panel-locks">locks</a>\n\n## A')).toEqual(['  <a href="#a">'])
  })

  test('lead to a heading or a cell of that name first, as on GitHub', () => {
    expect(marks(`${link('panel-data')}\n\n## Panel data`)).toEqual(['  <a href="#panel-data">'])
    expect(marks(`${link('panel-locks')}\n\n\`\`\`sql id=panel-locks\n\`\`\``)).toEqual([
      '  <a href="#panel-locks">',
    ])
  })

  test.each([
    ['panel-lock', 'panel-locks'],
    ['Panel-Changes', 'panel-changes'],
    ['panel-session-alise', 'panel-session-alice'],
    ['panel-session-', null],
    ['panel-session-postgres', null],
    ['panel-nothing-like-it', null],
  ])('%s is an error, and means %s', (fragment, meant) => {
    const { lesson, diagnostics } = read(`Text.\n\n- ${link(fragment)}`)
    expect(lesson).toBeNull()
    expect(diagnostics).toMatchObject([
      { rule: 'panel-unknown', severity: 'error', range: { start: { line: 10, column: 7 } } },
    ])
    if (meant !== null) expect(diagnostics[0]?.hint).toBe(`Did you mean "#${meant}"?`)
  })

  test('to the session postgres are right where a cell uses it', () => {
    const cell = '```sql session=postgres\n```'
    expect(read(`${link('panel-session-postgres')}\n\n${cell}`).diagnostics).toEqual([])
  })

  test('are not judged by sessions that cannot be read', () => {
    const text = `---\ntitle: A\nsessions: none\n---\n\n${link('panel-session-alice')}`
    expect(parseLesson('a.md', text).diagnostics.map(({ rule }) => rule)).toEqual(['wrong-type'])
  })

  test('say which place they mean', () => {
    expect(panelTarget('panel')).toEqual({ part: 'all' })
    expect(panelTarget('panel-sees')).toEqual({ part: 'sees' })
    expect(panelTarget('panel-session-alice')).toEqual({ part: 'session', session: 'alice' })
    for (const other of ['panel-', 'panel-session-', 'panels', 'constructor', '']) {
      expect(panelTarget(other)).toBeNull()
    }
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
