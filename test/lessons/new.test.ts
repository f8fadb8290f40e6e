/** `lessons new`: its lesson passes the check at once, and no file is lost. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { workplace } from './command.ts'

test('its lesson passes the check as it is, alone and in its course', async () => {
  const course = 'title: C\nparts:\n  - title: P\n    lessons:\n      - a\n'
  const a = '---\ntitle: A\n---\n\nText.\n'
  const { lessons, read } = workplace({ 'course.yaml': course, 'a.md': a })
  expect(await lessons('new', 'first-steps')).toEqual({
    code: 0,
    stdout:
      'first-steps.md written\ncourse.yaml has it in its last part\nNext: npx lessons check first-steps.md\n',
    stderr: '',
  })
  expect(read('first-steps.md')).toContain('title: First steps\n')
  expect(await lessons('check', '.')).toEqual({
    code: 0,
    stdout: expect.stringMatching(/first-steps\.md: 7 cells run, ok\n.* all as written\n$/),
    stderr: '',
  })
})

test('a folder lessons gets it, unless another one is named', async () => {
  const { folder, lessons } = workplace({})
  mkdirSync(join(folder, 'lessons'))
  expect((await lessons('new', 'one')).stdout).toContain('lessons/one.md written\n')
  expect((await lessons('new', 'other/two.md')).stdout).toContain('other/two.md written\n')
})

test('it overwrites nothing, and takes no name that cannot stand in an address', async () => {
  const { lessons, read } = workplace({ 'mine.md': 'mine' })
  expect(await lessons('new', 'mine')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: there is a file mine.md already\nhint: --force overwrites it\n',
  })
  expect(read('mine.md')).toBe('mine')
  expect((await lessons('new', 'mine', '--force')).code).toBe(0)
  expect(await lessons('new', 'My Lesson')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: "My Lesson" cannot be the name of a lesson: it becomes a part of an address\nhint: did you mean my-lesson?\n',
  })
})
