/** Every lesson of the project is right, and so are the examples in the authors' guide. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, runLessons, workplace } from './command.ts'

const names = readdirSync(join(projectRoot, 'lessons')).filter(
  (name) => name.endsWith('.md') && name !== 'README.md',
)

test.each(names)('%s', async (name) => {
  const { code, stdout } = await runLessons(projectRoot, ['check', join('lessons', name)])
  expect(stdout).toMatch(/all as written\n$/)
  expect(code).toBe(0)
})

test('the course and its lessons belong together', async () => {
  const { readLessons } = await import('../../lib/lesson/node.ts')
  const { course, diagnostics } = await readLessons(join(projectRoot, 'lessons'), 'lessons')
  expect(diagnostics).toEqual([])
  expect(course?.parts.flatMap((part) => part.lessons)).toHaveLength(names.length)
})

test('the examples in docs/writing-lessons.md', async () => {
  const guide = readFileSync(join(projectRoot, 'docs/writing-lessons.md'), 'utf8')
  const [first = '', second = ''] = Array.from(
    guide.matchAll(/^`````markdown\n(.*?)^`````$/gms),
    ([, example]) => example,
  )
  const { lessons } = workplace({ 'two-sessions.md': first, 'a-wait.md': second })
  const { code, stdout } = await lessons('check', 'two-sessions.md', 'a-wait.md')
  expect(stdout).toBe(
    'two-sessions.md: 3 cells run, ok\na-wait.md: 5 cells run, ok\n2 lessons, 8 cells: all as written\n',
  )
  expect(code).toBe(0)
})
