/** A session that a learner adds: what stands in the form at first, and what is wrong with an entry. Pure. */
import type { NotebookState, SessionSpec } from '../../lib/notebook/model.ts'

/** The people of the lessons, in the order in which they come. */
const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi']

/** PostgreSQL cuts names after NAMEDATALEN - 1 bytes; PostgreSQL manual, "Identifiers and Key Words". */
const longest = 63

type Sessions = NotebookState['sessions']

/** The first name that is free, and role and database of the session named `like`. */
export function suggestion(sessions: Sessions, like: string): SessionSpec {
  const free = people.find((name) => !Object.hasOwn(sessions, name))
  return {
    name: free ?? numbered(sessions),
    role: sessions[like]?.role ?? 'postgres',
    database: sessions[like]?.database ?? 'postgres',
  }
}

/** "session 9": none of the people is left. */
function numbered(sessions: Sessions): string {
  let number = Object.keys(sessions).length + 1
  while (Object.hasOwn(sessions, `session ${number}`)) number += 1
  return `session ${number}`
}

/** A sentence for each field that cannot stay so; null where all is well. */
export type Mistakes = Record<keyof SessionSpec, string | null>

/** Whether role and database exist, PostgreSQL says when the session connects. */
export function mistakes(entry: SessionSpec, sessions: Sessions): Mistakes {
  return {
    name: mistakeOfName(entry.name, sessions),
    role: mistakeOfIdentifier(entry.role, 'role'),
    database: mistakeOfIdentifier(entry.database, 'database'),
  }
}

function mistakeOfName(name: string, sessions: Sessions): string | null {
  if (name === '') return 'A session needs a name.'
  if (!/^\p{L}[\p{L}\p{N} _-]*$/u.test(name)) {
    return 'A name begins with a letter; letters, digits, blanks, “-” and “_” may follow.'
  }
  if (bytes(name) > longest) return 'That is too long for a name: at most 63 letters.'
  if (Object.hasOwn(sessions, name)) return `There is a session “${name}” already.`
  return null
}

function mistakeOfIdentifier(name: string, what: string): string | null {
  if (name === '') return `A session belongs to a ${what}.`
  if (bytes(name) > longest)
    return `PostgreSQL’s names have at most 63 letters, so no ${what} is called that.`
  return null
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
