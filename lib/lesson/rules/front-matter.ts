/** Mistakes in the front matter of a lesson. */
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote, quotedList } from '../wording.ts'
import { lessonWith, shown } from './example.ts'

const template = 'Begin the file with "---", a line "title: …", and "---".'

export const emptyLesson: Rule<null> = {
  name: 'empty-lesson',
  severity: 'error',
  about: 'The file has no text.',
  example: '\n',
  shown: shown('1:1: error: lesson is empty', `hint: ${template}`),
  report: () => ({ message: 'lesson is empty', hint: template }),
}

export const frontMatterUnclosed: Rule<null> = {
  name: 'front-matter-unclosed',
  severity: 'error',
  about: 'The front matter begins with `---` and has no second `---`.',
  example: '---\ntitle: Example\n\nText.\n',
  shown: shown(
    '1:1: error: front matter is never closed',
    'hint: Put a line "---" below its last key, at the beginning of the line.',
  ),
  report: () => ({
    message: 'front matter is never closed',
    hint: 'Put a line "---" below its last key, at the beginning of the line.',
  }),
}

export const frontMatterNotFirst: Rule<null> = {
  name: 'front-matter-not-first',
  severity: 'error',
  about: 'Something, perhaps only an empty line, stands above the front matter.',
  example: '\n---\ntitle: Example\n---\n\nText.\n',
  shown: shown(
    '2:1: error: front matter does not begin in the first line',
    'hint: Remove what stands above "---".',
  ),
  report: () => ({
    message: 'front matter does not begin in the first line',
    hint: 'Remove what stands above "---".',
  }),
}

export const titleMissing: Rule<null> = {
  name: 'title-missing',
  severity: 'error',
  about:
    'The lesson has no title, neither in the front matter nor as a heading of the first level at its beginning.',
  example: '---\nminutes: 5\n---\n\nText.\n',
  shown: shown('1:1: error: lesson has no title', `hint: ${template}`),
  report: () => ({ message: 'lesson has no title', hint: template }),
}

export const unknownKey: Rule<{ key: string; of: string; known: readonly string[] }> = {
  name: 'unknown-key',
  severity: 'error',
  about: 'The front matter, one of its sessions or `course.yaml` has a key that the format does not have.',
  example: '---\ntitle: Example\nminuets: 5\n---\n\nText.\n',
  shown: shown(
    '3:1: error: unrecognized key "minuets" in front matter',
    'detail: Keys are "title", "summary", "minutes", "sessions", "panel" and "starts-from".',
    'hint: Did you mean "minutes"?',
  ),
  report: ({ key, of, known }) => ({
    message: `unrecognized key ${quote(key)} in ${of}`,
    detail: `Keys are ${quotedList(known)}.`,
    ...didYouMean(key, known),
  }),
}

export const wrongType: Rule<{ what: string; expected: string; found: string; hint?: string }> = {
  name: 'wrong-type',
  severity: 'error',
  about: 'A value in the front matter or in `course.yaml` is of the wrong kind.',
  example: '---\ntitle: Example\nminutes: a quarter\n---\n\nText.\n',
  shown: shown('3:10: error: "minutes" is text', 'detail: It must be a whole number from 1 to 999.'),
  report: ({ what, expected, found, hint }) => ({
    message: `${what} is ${found}`,
    detail: `It must be ${expected}.`,
    ...(hint === undefined ? {} : { hint }),
  }),
}

export const sessionName: Rule<{ name: string }> = {
  name: 'session-name',
  severity: 'error',
  about: 'The name of a session is not one word of letters, digits, `-` and `_`.',
  example: '---\ntitle: Example\nsessions:\n  alice smith: { role: alice, database: shop }\n---\n\nText.\n',
  shown: shown(
    '4:3: error: session name "alice smith" is not one word',
    'detail: A name begins with a letter and has letters, digits, "-" and "_".',
  ),
  report: ({ name }) => ({
    message: `session name ${quote(name)} is not one word`,
    detail: 'A name begins with a letter and has letters, digits, "-" and "_".',
  }),
}

export const sessionIncomplete: Rule<{ name: string; missing: 'role' | 'database' }> = {
  name: 'session-incomplete',
  severity: 'error',
  about: 'A session has no role or no database.',
  example: '---\ntitle: Example\nsessions:\n  alice: { role: alice }\n---\n\nText.\n',
  shown: shown(
    '4:3: error: session "alice" has no database',
    'hint: Write "alice: { role: …, database: … }".',
  ),
  report: ({ name, missing }) => ({
    message: `session ${quote(name)} has no ${missing}`,
    hint: `Write ${quote(`${name}: { role: …, database: … }`)}.`,
  }),
}

export const sessionReserved: Rule<null> = {
  name: 'session-reserved',
  severity: 'error',
  about:
    'The session `postgres` always exists, for set-up; a lesson may not give it another role or database.',
  example: '---\ntitle: Example\nsessions:\n  postgres: { role: alice, database: shop }\n---\n\nText.\n',
  shown: shown(
    '4:3: error: session "postgres" cannot be changed',
    'detail: It always exists: role "postgres", database "postgres".',
    'hint: Use another name.',
  ),
  report: () => ({
    message: 'session "postgres" cannot be changed',
    detail: 'It always exists: role "postgres", database "postgres".',
    hint: 'Use another name.',
  }),
}

export const sessionPython: Rule<null> = {
  name: 'session-python',
  severity: 'error',
  about: 'No session may be called `python`: `waits-for=python` and `frees=python` mean the Python cells.',
  example: '---\ntitle: Example\nsessions:\n  python: { role: alice, database: shop }\n---\n\nText.\n',
  shown: shown(
    '4:3: error: no session may be called "python"',
    'detail: In "waits-for" and "frees" it stands for the Python cells.',
    'hint: Use another name.',
  ),
  report: () => ({
    message: 'no session may be called "python"',
    detail: 'In "waits-for" and "frees" it stands for the Python cells.',
    hint: 'Use another name.',
  }),
}

export const secondTitle: Rule<{ heading: string }> = {
  name: 'second-title',
  severity: 'warning',
  about:
    'A heading of the first level stands in the text; the page has one already, the title, so it is shown as `##`.',
  example: lessonWith('Text.\n\n# Rows'),
  shown: shown('7:1: warning: heading "Rows" is of the first level, as the title is', 'hint: Use "##".'),
  report: ({ heading }) => ({
    message: `heading ${quote(heading)} is of the first level, as the title is`,
    hint: 'Use "##".',
  }),
}
