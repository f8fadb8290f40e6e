/** A lesson's name in course.yaml: added where it belongs, and nothing else changes. */
import { expect, test } from 'vitest'
import { addToCourse } from '../../../../bin/lessons/new/add-to-course.ts'

const block = `# Our course.
title: C
parts:
  - title: One
    lessons:
      - a # the first
  - title: Two
    lessons:
      - b   # the last
`

test('the last part gets it, comments stay', () => {
  expect(addToCourse(block, 'new')).toBe(block.replace('- b   # the last', '- b\n      - new   # the last'))
  expect(addToCourse('title: C\nparts:\n  - title: P\n    lessons: [a, b]\n', 'new')).toBe(
    'title: C\nparts:\n  - title: P\n    lessons: [a, b, new]\n',
  )
})

test('one that is there stays, and where there is no list nothing is made up', () => {
  expect(addToCourse(block, 'a')).toBe(block)
  expect(addToCourse('title: C\nparts:\n  - title: P\n    lessons: []\n', 'new')).toBeNull()
  expect(addToCourse('title: C\nparts: []\n', 'new')).toBeNull()
  expect(addToCourse('', 'new')).toBeNull()
  expect(addToCourse(': [', 'new')).toBeNull()
})
