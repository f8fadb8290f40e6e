/** `lessons check --watch`: what was saved is checked again, and nothing else. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lessonWith } from '../../lib/lesson/rules/example.ts'
import { runLessons, workplace } from './command.ts'

test('a saved lesson is checked again, and one that starts from it; then the user ends it', async () => {
  const { folder } = workplace({
    'a.md': lessonWith('```sql\nCREATE TABLE t ();\n```'),
    'b.md': '---\ntitle: B\nstarts-from: a\n---\n\n```sql\nTABLE t;\n```\n',
    'c.md': lessonWith('Text.'),
  })
  const saves = [
    () => writeFileSync(join(folder, 'c.md'), lessonWith('```sql nonsense\n```')),
    () => writeFileSync(join(folder, 'a.md'), lessonWith('```sql\nCREATE TABLE t (a int);\n```')),
  ]
  const over = new AbortController()
  const { code, stdout, stderr } = await runLessons(
    folder,
    ['check', '--watch', 'a.md', 'b.md', 'c.md'],
    over.signal,
    (text) => {
      if (!text.startsWith('Waiting')) return
      const save = saves.shift()
      if (save === undefined) over.abort()
      else save()
    },
  )
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const [first, second, third] = stdout.split('Waiting for changes; Ctrl-C ends.\n')
  expect(first).toMatch(/^a\.md: 1 cell run, ok\nb\.md: 1 cell run, ok\nc\.md: 0 cells run, ok\n3 lessons/)
  expect(second).toMatch(
    /^c\.md:5:8: error: unrecognized attribute "nonsense"\n(?:.*\n)*0 lessons, 0 cells: 1 error\n$/,
  )
  expect(third).toContain('a.md: 1 cell run, ok\nb.md: 1 cell run, ok\n2 lessons')
})
