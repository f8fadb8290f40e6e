import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyLessonFiles } from '../../../bin/export/lesson-files.ts'
import { readLessons } from '../../../lib/lesson/node.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pictures-'))
  await mkdir(join(root, 'lessons', 'pictures'), { recursive: true })
})
afterEach(() => rm(root, { recursive: true }))

it('what a lesson shows or links to stands in the site where the page of its lesson looks for it', async () => {
  const folder = join(root, 'lessons')
  await writeFile(join(folder, 'course.yaml'), 'title: C\nparts: [{ title: P, lessons: [one] }]\n')
  await writeFile(
    join(folder, 'one.md'),
    '---\ntitle: One\nsummary: S.\n---\n\n![A row](pictures/a%20row.svg) ![A row](pictures/a%20row.svg) [data](a.csv)\n',
  )
  await writeFile(join(folder, 'pictures', 'a row.svg'), '<svg/>')
  await writeFile(join(folder, 'a.csv'), '1,2')
  await writeFile(join(folder, 'mine.csv'), 'private')
  const { lessons, diagnostics } = await readLessons(folder)
  expect(diagnostics).toEqual([])
  await copyLessonFiles(lessons, folder, join(root, 'out'))
  expect(await readFile(join(root, 'out/lessons/one/pictures/a row.svg'), 'utf8')).toBe('<svg/>')
  expect((await readdir(join(root, 'out/lessons/one'))).toSorted()).toEqual(['a.csv', 'pictures'])
})
