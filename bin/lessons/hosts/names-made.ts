/** Roles and databases that lessons make, by what they declare and what is written in their cells. */
import type { Lesson } from '../../../lib/lesson/lesson.ts'

const always = ['postgres', 'template0', 'template1']
const role = /\bcreate\s+(?:role|user|group)\s+(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))/gi
const database = /\bcreate\s+database\s+(?:"((?:[^"]|"")+)"|([a-z_][\w$]*))/gi

export function namesMadeBy(lessons: readonly Lesson[]): { roles: string[]; databases: string[] } {
  const sessions = lessons.flatMap((lesson) => lesson.sessions)
  const text = lessons.flatMap(({ cells }) => cells.map(({ source }) => source)).join('\n')
  return {
    roles: names([...sessions.map((session) => session.role), ...namesIn(text, role)]),
    databases: names([...sessions.map((session) => session.database), ...namesIn(text, database)]),
  }
}

function namesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(pattern), ([, quoted, plain = '']) =>
    quoted === undefined ? plain.toLowerCase() : quoted.replaceAll('""', '"'),
  )
}

function names(found: readonly string[]): string[] {
  return [...new Set(found)].filter((name) => !always.includes(name))
}
