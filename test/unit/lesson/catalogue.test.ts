import { describe, expect, test } from 'vitest'
import { parseCourse } from '../../../lib/lesson/course.ts'
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import { parseLessons } from '../../../lib/lesson/folder.ts'
import { parseLesson } from '../../../lib/lesson/parse.ts'
import { catalogue } from '../../../lib/lesson/rules/catalogue.ts'

const folderRules = [
  'lesson-name',
  'starts-from-unknown',
  'starts-from-itself',
  'picture-missing',
  'file-missing',
  'lesson-unknown',
  'lesson-place',
]

/** What a rule's example makes the parsers say. */
function diagnose(name: string, shown: string, example: string) {
  if (shown.startsWith('lessons/course.yaml')) {
    return parseCourse('lessons/course.yaml', example, ['tables']).diagnostics
  }
  const file = shown.slice(0, shown.indexOf('.md') + 3)
  if (!folderRules.includes(name)) return parseLesson(file, example).diagnostics
  const slug = file.slice('lessons/'.length, -'.md'.length)
  const text = `title: Course\nparts:\n  - title: Part\n    lessons: [tables, ${slug}]\n`
  return parseLessons({
    course: { file: 'lessons/course.yaml', text },
    lessons: [
      { file: 'lessons/tables.md', slug: 'tables', text: '# Tables\n\n## Rows' },
      { file, slug, text: example },
    ],
    paths: ['course.yaml', 'table.png', 'tables.md', `${slug}.md`],
  }).diagnostics
}

describe.each(catalogue)('$title', ({ rules }) => {
  test.each(rules)('$name', ({ name, severity, example, shown }) => {
    const diagnostics = diagnose(name, shown, example)
    expect(diagnostics.map(formatDiagnostic).join('\n')).toBe(shown)
    expect(diagnostics).toContainEqual(expect.objectContaining({ rule: name, severity }))
  })
})

test('no two rules have one name', () => {
  const names = catalogue.flatMap(({ rules }) => rules.map(({ name }) => name))
  expect(names).toEqual([...new Set(names)])
})
