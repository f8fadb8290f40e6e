/** What can be wrong with a lesson that reads well: findings of running it. */
import type { Rule } from '../../lib/lesson/diagnostic.ts'
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import { lessonWith, shown } from '../../lib/lesson/rules/example.ts'
import { quote } from '../../lib/lesson/wording.ts'

/** `expected` or `found` is null when there is no further line. */
export const outputDiffers: Rule<{ expected: string | null; found: string | null }> = {
  name: 'output-differs',
  severity: 'error',
  about: 'A cell prints something else than its `output` fence says.',
  example: lessonWith('```sql\nSELECT 1 AS one;\n```\n\n```output\n one \n-----\n   2\n(1 row)\n```'),
  shown: shown(
    '12:1: error: output differs',
    'detail: expected "   2"',
    '  found    "   1"',
    'hint: "npx lessons check --update" writes down what was printed.',
  ),
  report: ({ expected, found }) => ({
    message: 'output differs',
    detail: `expected ${line(expected)}\nfound    ${line(found)}`,
    hint: '"npx lessons check --update" writes down what was printed.',
  }),
}

export const errorUnexpected: Rule<{ code: string; said: string; language: CellLanguage }> = {
  name: 'error-unexpected',
  severity: 'error',
  about: 'A cell fails, and its fence does not say so. The cells below it are not run.',
  example: lessonWith('```sql\nSELECT 1 / 0;\n```'),
  shown: shown(
    '6:1: error: cell fails with 22012',
    'detail: division by zero',
    'hint: If it is meant to fail, write "sql error=22012".',
  ),
  report: ({ code, said, language }) => ({
    message: `cell fails with ${code}`,
    detail: said,
    hint: `If it is meant to fail, write ${quote(`${language} error=${code}`)}.`,
  }),
}

export const errorOther: Rule<{ expected: string; code: string; said: string }> = {
  name: 'error-other',
  severity: 'error',
  about: 'A cell fails, but not with the error that its fence names.',
  example: lessonWith('```sql error=22012\nSELEC 1;\n```'),
  shown: shown(
    '6:1: error: cell fails with 42601, not with 22012',
    'detail: syntax error at or near "SELEC"',
  ),
  report: ({ expected, code, said }) => ({
    message: `cell fails with ${code}, not with ${expected}`,
    detail: said,
  }),
}

export const errorMissing: Rule<{ expected: string }> = {
  name: 'error-missing',
  severity: 'error',
  about: 'A cell succeeds, and its fence says that it fails.',
  example: lessonWith('```sql error=22012\nSELECT 1;\n```'),
  shown: shown('5:1: error: cell does not fail, 22012 was expected'),
  report: ({ expected }) => ({ message: `cell does not fail, ${expected} was expected` }),
}

export const scriptMistake: Rule<{ said: string; hint?: string }> = {
  name: 'script-mistake',
  severity: 'error',
  about:
    'A cell has something that no server can be asked, such as a backslash command that cells do not have.',
  example: lessonWith('```sql\n\\watch\n```'),
  shown: shown(
    '6:1: error: no command "\\watch" in cells',
    'hint: A cell is sent once. End the statement with a semicolon instead of \\watch, and press Run again to see what has changed.',
  ),
  report: ({ said, hint }) => ({ message: said, ...(hint === undefined ? {} : { hint }) }),
}

export const connectionLost: Rule<{ session: string; said: string }> = {
  name: 'connection-lost',
  severity: 'error',
  about: "A cell's connection ends. The cells below it are not run.",
  example: '',
  shown: '',
  report: ({ session, said }) => ({ message: `session ${quote(session)} has ended`, detail: said }),
}

export const pythonEnded: Rule<{ said: string }> = {
  name: 'python-ended',
  severity: 'error',
  about:
    "A cell's end is Python's end: the interpreter has crashed, or ended itself. The Python cells below it are not run.",
  example: lessonWith('```python\nimport os\nos._exit(3)\n```'),
  shown: shown(
    '6:1: error: Python has ended with the cell',
    'detail: Python has ended itself (os._exit(3)).',
  ),
  report: ({ said }) => ({ message: 'Python has ended with the cell', detail: said }),
}

export const inputWanted: Rule<{ name: string }> = {
  name: 'input-wanted',
  severity: 'error',
  about:
    'A Python cell asks for input, and the check has nobody who could answer. The cells below it are not run.',
  example: lessonWith('```python id=greet\nname = input("Who? ")\n```'),
  shown: shown(
    '5:1: error: cell "greet" asks for input',
    'detail: The check has nobody who could answer.',
    'hint: Let the cell have a value of its own; who reads it can change it.',
  ),
  report: ({ name }) => ({
    message: `${name} asks for input`,
    detail: 'The check has nobody who could answer.',
    hint: 'Let the cell have a value of its own; who reads it can change it.',
  }),
}

export const tooLong: Rule<{ name: string; seconds: number }> = {
  name: 'too-long',
  severity: 'error',
  about: 'A cell has not ended within the time limit. The cells below it are not run.',
  example: lessonWith('```sql id=sleep\nSELECT pg_sleep(3600);\n```'),
  shown: shown(
    '5:1: error: cell "sleep" has not ended after 1 s',
    'hint: If it needs more time, give it: "--limit SECONDS".',
  ),
  report: ({ name, seconds }) => ({
    message: `${name} has not ended after ${seconds} s`,
    hint: 'If it needs more time, give it: "--limit SECONDS".',
  }),
}

export const startFails: Rule<{ slug: string; place: string }> = {
  name: 'start-fails',
  severity: 'error',
  about: 'The lesson named by `starts-from` does not come to its end, so that this one cannot begin.',
  example: '',
  shown: '',
  report: ({ slug, place }) => ({
    message: `lesson ${quote(slug)}, from which this one starts, does not come to its end`,
    detail: `Its cell in ${place} does not end as it should.`,
  }),
}

export const notRun: Rule<null> = {
  name: 'not-run',
  severity: 'error',
  about: 'An exercise whose output or error is written down has no solution that could be run.',
  example: lessonWith('```sql id=one exercise\nSELECT …;\n```\n\n```output\n1\n```'),
  shown: shown('5:1: error: an exercise without a solution cannot be checked'),
  report: () => ({ message: 'an exercise without a solution cannot be checked' }),
}

export const leftOut: Rule<null> = {
  name: 'left-out',
  severity: 'error',
  about:
    'A cell was not run, though nothing went wrong above it: a mistake of the command, not of the lesson.',
  example: '',
  shown: '',
  report: () => ({
    message: 'cell was not run, though nothing went wrong above it',
    hint: 'This is a mistake of the command: please report it with the lesson.',
  }),
}

function line(text: string | null): string {
  return text === null ? 'no further line' : quote(text)
}
