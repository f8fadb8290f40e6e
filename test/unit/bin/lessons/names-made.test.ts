/** Roles and databases that a lesson would make on a server. */
import { expect, test } from 'vitest'
import { namesMadeBy } from '../../../../bin/lessons/hosts/names-made.ts'
import { parseLesson } from '../../../../lib/lesson/parse.ts'

test('those of the sessions, and those that the cells create', () => {
  const text = `---
title: A
sessions:
  alice: { role: alice, database: shop }
  main: { role: postgres, database: postgres }
---

\`\`\`sql session=postgres
CREATE ROLE Alice LOGIN; create user "Two ""Words"""; CREATE DATABASE shop; CREATE  DATABASE other;
\`\`\`

\`\`\`python
cur.execute("CREATE DATABASE third")
\`\`\`
`
  const { lesson } = parseLesson('a.md', text)
  expect(namesMadeBy(lesson === null ? [] : [lesson])).toEqual({
    roles: ['alice', 'Two "Words"'],
    databases: ['shop', 'other', 'third'],
  })
})
