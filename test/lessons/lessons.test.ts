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

test('the examples in docs/', async () => {
  const pages = ['tutorial', 'recipes', 'writing-lessons']
  const files = pages.flatMap((page) => {
    const text = readFileSync(join(projectRoot, `docs/${page}.md`), 'utf8')
    const examples = Array.from(
      text.matchAll(/^`````markdown\n(.*?)^`````$/gms),
      ([, example = '']) => example,
    )
    expect(examples.length).toBeGreaterThan(0)
    return examples.map((example, at) => [`${page}-${at + 1}.md`, example] as const)
  })
  const { lessons } = workplace(Object.fromEntries(files))
  const { code, stdout } = await lessons('check', '.')
  expect(stdout).toMatch(/all as written\n$/)
  expect(code).toBe(0)
})
