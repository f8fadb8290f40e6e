import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { readLessons } from '../../../lib/lesson/node.ts'

const course = 'title: Course\nparts:\n  - title: One\n    lessons: [second, first]\n'

async function read(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'lessons-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const { course, lessons, diagnostics } = await readLessons(folder, 'lessons')
  return { course, slugs: lessons.map(({ slug }) => slug), diagnostics: diagnostics.map(formatDiagnostic) }
}

test('lessons come in the order of the course; README and folders are none', async () => {
  const files = {
    'course.yaml': course,
    'first.md':
      '# First\n\n![](pictures/a%20b.png) [2](second.md#rows) [data](data.csv) [web](https://example.org/a.csv)',
    'data.csv': '1,2',
    'second.md': '# Second\n\n## Rows',
    'README.md': 'Text.',
    'pictures/a b.png': '',
    'pictures/notes.md': 'Text.',
  }
  expect(await read(files)).toEqual({
    course: { title: 'Course', parts: [{ title: 'One', lessons: ['second', 'first'] }] },
    slugs: ['second', 'first'],
    diagnostics: [],
  })
})

test('all mistakes of all files come at once, and sound lessons with them', async () => {
  const files = {
    'course.yaml': course,
    'first.md': '```sql',
    'second.md': '# Second',
    'third.md': '![](a.png)',
  }
  const { course: parsed, slugs, diagnostics } = await read(files)
  expect(parsed).toBeNull()
  expect(slugs).toEqual(['second'])
  expect(diagnostics.map((text) => text.split('\n', 1)[0])).toEqual([
    'lessons/course.yaml:1:1: error: lesson "third" is in no part of the course',
    'lessons/first.md:1:1: error: lesson has no title',
    'lessons/first.md:1:1: error: fence is never closed',
    'lessons/third.md:1:1: error: lesson has no title',
    'lessons/third.md:1:1: error: there is no picture "a.png"',
  ])
})

test('a folder without a course has its lessons by name, one that does not exist is refused', async () => {
  expect(await read({ 'second.md': '# Second', 'first.md': '# First' })).toEqual({
    course: { title: 'Lessons', parts: [{ title: 'Lessons', lessons: ['first', 'second'] }] },
    slugs: ['first', 'second'],
    diagnostics: [],
  })
  await expect(readLessons('/does/not/exist')).rejects.toThrow('ENOENT')
})
