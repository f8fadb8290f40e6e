/** `lessons export`: what each form says, and that a notebook becomes the same lesson again. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadLessons } from '../../bin/lessons/load.ts'
import type { Lesson } from '../../lib/lesson/lesson.ts'
import { parseLesson } from '../../lib/lesson/parse.ts'
import { world } from '../unit/bin/world.ts'
import { projectRoot, workplace } from './command.ts'

/** With sessions that wait, an exercise, a table in the text; and one in Python. */
const names = ['savepoints', 'python-connects'].map((name) => join('lessons', `${name}.md`))
const { lessons } = await loadLessons(names, world([]).environment)
const template = readFileSync(join(projectRoot, 'bin/lessons/new/template.md'), 'utf8')
const queued = `---
title: A queue
sessions:
  alice: { role: alice, database: shop }
  bob: { role: postgres, database: shop }
---

\`\`\`sql session=postgres
CREATE ROLE alice;
ALTER ROLE alice SET deadlock_timeout = '1h';
CREATE DATABASE shop OWNER alice;
\`\`\`

\`\`\`sql session=alice id=take
CREATE TABLE t (a int); LOCK TABLE t;
BEGIN;
LOCK TABLE t;
\`\`\`

\`\`\`sql session=bob id=wait waits-for=alice
BEGIN;
SELECT a, '}' FROM t;
SELECT a FROM t;
\`\`\`

\`\`\`sql session=bob id=next
\\d t
COMMIT;
\`\`\`

\`\`\`sql session=alice id=fail error=22012
SELECT 1;
SELECT 1 / 0;
SELECT 2;
\`\`\`

\`\`\`output
 ?column?
----------
        1
(1 row)

ERROR:  division by zero
\`\`\`

\`\`\`sql session=alice id=let-go frees=bob
ROLLBACK;
\`\`\`

\`\`\`python
1 + 1
\`\`\`

\`\`\`output
2
\`\`\`
`

test('a script for each session, and a spec', async () => {
  const { lessons: run, read } = workplace({ 'queue.md': queued })
  const { code, stdout, stderr } = await run('export', 'queue.md', '--as', 'psql,isolation')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const files = ['queue.alice.sql', 'queue.bob.sql', 'queue.spec']
  const all = [stdout, ...files.map((name) => `=== ${name}\n${read(name)}`)].join('\n')
  await expect(all).toMatchFileSnapshot(join(import.meta.dirname, 'exports/queue.txt'))
})

const everyLesson = Object.fromEntries(
  readdirSync(join(projectRoot, 'lessons'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(projectRoot, 'lessons', name), 'utf8')]),
)

/** What an author has written of each cell, without places. */
function cellsOf({ cells, sessions, title, panel }: Lesson) {
  const written = cells.map(({ id, named, language, session, source, attributes, error, output }) => {
    return { id, named, language, session, source, attributes, error, output: output?.text ?? null }
  })
  return { title, panel, sessions, written }
}

test.each([
  ...lessons.map(({ lesson, text }) => [lesson.slug, text] as const),
  ['template', template] as const,
  ['queue', queued] as const,
])('%s comes back from its notebook', async (name, text) => {
  // Lessons lead to each other.
  const { lessons: run, read } = workplace({ ...everyLesson, [`${name}.md`]: text })
  expect(await run('export', `${name}.md`, '--as', 'ipynb')).toMatchObject({ code: 0, stderr: '' })
  const notebook = JSON.parse(read(`${name}.ipynb`))
  expectNotebook(notebook)
  const again = join('again', `${name}.md`)
  const { code, stdout } = await run('import', `${name}.ipynb`, '--to', again)
  expect(code).toBe(0)
  expect(stdout).toContain(', 0 notes\n')
  const [before, after] = [text, read(again)].map((each) => parseLesson(`${name}.md`, each).lesson)
  expect(after && cellsOf(after)).toEqual(before && cellsOf(before))
  // Not only the cells: every other line is there, too.
  const words = (all: string) => all.split(/\s+/).filter((word) => word !== '')
  expect(words(read(again))).toEqual(words(text.replace(/^>$/gm, '')))
})

/** The parts of nbformat's schema, version 4.5, that an editor of notebooks rests on. */
function expectNotebook(notebook: Record<string, unknown>) {
  expect(notebook).toEqual({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: expect.any(Object),
    cells: expect.any(Array),
  })
  const cells = notebook.cells as Record<string, unknown>[]
  const ids = cells.map(({ id }) => String(id))
  expect(new Set(ids).size).toBe(ids.length)
  for (const cell of cells) {
    expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/)
    expect(cell.source).toEqual(expect.arrayContaining([expect.any(String)]))
    const common = ['cell_type', 'id', 'metadata', 'source']
    const ofCode = cell.cell_type === 'code' ? ['execution_count', 'outputs'] : []
    expect(Object.keys(cell).toSorted()).toEqual([...common, ...ofCode].toSorted())
  }
}

test('a form that does not exist, a lesson that cannot be read, a file that is there', async () => {
  const { lessons: run } = workplace({
    'queue.md': queued,
    'bad.md': '```sql nonsense\n```\n',
    'queue.spec': '',
  })
  expect(await run('export', 'queue.md', '--as', 'word')).toMatchObject({ code: 2, stdout: '' })
  expect(await run('export', 'queue.md')).toMatchObject({ code: 2, stdout: '' })
  expect((await run('export', 'bad.md', '--as', 'psql')).stderr).toContain(
    'error: bad.md cannot be exported\n',
  )
  expect(await run('export', 'queue.md', '--as', 'spec')).toMatchObject({
    code: 2,
    stderr: 'error: there is a file queue.spec already\nhint: --force overwrites it\n',
  })
})
