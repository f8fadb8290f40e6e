/** `lessons import`: notebooks and tutorials in miniature, the lessons that come of them, and what is said about each. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workplace } from './command.ts'

const folder = join(import.meta.dirname, 'imports')
const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())

/** The lesson, and below it what was said. */
async function imported(name: string, ...argv: string[]) {
  const place = workplace({})
  cpSync(join(folder, name), join(place.folder, name))
  const result = await place.lessons('import', name, '--to', 'lesson.md', ...argv)
  return { ...place, ...result }
}

test.each(files.map(({ name }) => name))('%s', async (name) => {
  const { read, stdout, stderr } = await imported(name)
  expect(stderr).toBe('')
  await expect(`${read('lesson.md')}\n<!--\n${stdout}-->\n`).toMatchFileSnapshot(
    join(folder, 'lessons', `${name}.md`),
  )
})

test('a schedule runs as it says, and the check names the code of an error that a transcript shows', async () => {
  const schedule = await imported('schedule.md')
  expect(await schedule.lessons('check', 'lesson.md')).toMatchObject({ code: 0 })
  const transcript = await imported('psql-tutorial.md')
  const { stdout } = await transcript.lessons('check', 'lesson.md')
  expect(stdout).toMatch(
    /^lesson\.md:\d+:\d+: error: cell fails with 42P01\n.*\n.*\nlesson\.md: 5 cells run, 1 error\n/,
  )
})

/** The notebook that this project began with, where it is at hand (.ci/run says where), or else one in its form. */
const seed = process.env.SEED_NOTEBOOK || join(folder, 'copied.txt')

test('a notebook that was copied as text runs as it was', async () => {
  const { lessons } = workplace({ 'notebook.txt': readFileSync(seed, 'utf8') })
  expect(await lessons('import', 'notebook.txt')).toMatchObject({ code: 0, stderr: '' })
  expect(await lessons('check', 'notebook.md')).toMatchObject({ code: 0, stderr: '' })
})

test('the folder lessons and its course get it, pictures too; nothing is overwritten', async () => {
  const course = 'title: C\nparts:\n  - title: P\n    lessons: [a]\n'
  const { folder, lessons, read } = workplace({
    'my notes.md': '# Notes\n\n![plan](plan.png)\n',
    'plan.png': 'png',
  })
  mkdirSync(join(folder, 'lessons'))
  writeFileSync(join(folder, 'lessons/course.yaml'), course)
  expect(await lessons('import', 'my notes.md')).toMatchObject({ code: 0, stderr: '' })
  expect(read('lessons/my-notes.md')).toBe('---\ntitle: Notes\n---\n\n![plan](plan.png)\n')
  expect(read('lessons/plan.png')).toBe('png')
  expect(read('lessons/course.yaml')).toBe(course.replace('[a]', '[a, my-notes]'))
  writeFileSync(join(folder, 'lessons/my-notes.md'), 'mine')
  expect(await lessons('import', 'my notes.md')).toMatchObject({
    code: 2,
    stderr: 'error: there is a file lessons/my-notes.md already\nhint: --force overwrites it\n',
  })
  expect(read('lessons/my-notes.md')).toBe('mine')
})

test.each([
  ['none.md', 'error: there is no file "none.md"\n'],
  ['a.ipynb', 'error: a.ipynb is no Jupyter notebook of format 4\nhint: it is not JSON: '],
  ['b.ipynb', 'error: b.ipynb is no Jupyter notebook of format 4\nhint: open it in Jupyter and save it'],
  ['c.txt', 'error: "c.txt" is neither a notebook nor a tutorial\n'],
  ['README.md', 'error: "README.md" would become itself\n'],
])('%s', async (name, message) => {
  const { lessons } = workplace({
    'a.ipynb': '{',
    'b.ipynb': '{"worksheets": []}',
    'c.txt': 'text',
    'README.md': '',
  })
  const { code, stderr } = await lessons('import', name, ...(name === 'README.md' ? ['--to', name] : []))
  expect(stderr).toContain(message)
  expect(code).not.toBe(0)
})
