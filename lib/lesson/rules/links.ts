/** Mistakes that show only when the parts of a lesson are put together. */
import type { Rule } from '../diagnostic.ts'
import { didYouMean, quote, quotedList } from '../wording.ts'
import { lessonWith, lessonWithSessions, shown } from './example.ts'

export const sessionUndeclared: Rule<{ name: string; declared: readonly string[] }> = {
  name: 'session-undeclared',
  severity: 'error',
  about: '`session=`, `waits-for=` or `frees=` names a session that the front matter does not declare.',
  example: lessonWithSessions('```sql session=alise\nSELECT 1;\n```'),
  shown: shown(
    '8:16: error: session "alise" is not declared',
    'detail: Declared sessions are "alice" and "bob".',
    'hint: Did you mean "alice"?',
  ),
  report: ({ name, declared }) => ({
    message: `session ${quote(name)} is not declared`,
    ...(declared.length === 0
      ? {
          detail: 'The lesson declares no sessions, so there is one, "main".',
          hint: 'Declare it under "sessions" in the front matter.',
        }
      : {
          detail:
            declared.length === 1
              ? `The only declared session is ${quotedList(declared)}.`
              : `Declared sessions are ${quotedList(declared)}.`,
          ...didYouMean(name, declared, 'Declare it under "sessions" in the front matter.'),
        }),
  }),
}

export const sessionOfPython: Rule<null> = {
  name: 'session-of-python',
  severity: 'error',
  about:
    '`session=` stands on a Python cell. All Python cells of a lesson run in one interpreter, and connect themselves.',
  example: lessonWithSessions('```python session=alice\n1 + 1\n```'),
  shown: shown(
    '8:11: error: a Python cell runs in no session',
    'detail: All Python cells of a lesson run in one interpreter.',
    'hint: Leave "session" out; psycopg2.connect says as whom and to which database.',
  ),
  report: () => ({
    message: 'a Python cell runs in no session',
    detail: 'All Python cells of a lesson run in one interpreter.',
    hint: 'Leave "session" out; psycopg2.connect says as whom and to which database.',
  }),
}

export const freesPython: Rule<null> = {
  name: 'frees-python',
  severity: 'error',
  about: '`frees=python` stands on a Python cell, which runs only when no other Python cell waits.',
  example: lessonWith('```python frees=python\n1 + 1\n```'),
  shown: shown(
    '5:17: error: a Python cell cannot free Python',
    'detail: It runs when the Python cell before it has ended.',
    'hint: Let an SQL cell end the transaction that is waited for.',
  ),
  report: () => ({
    message: 'a Python cell cannot free Python',
    detail: 'It runs when the Python cell before it has ended.',
    hint: 'Let an SQL cell end the transaction that is waited for.',
  }),
}

export const waitsForItself: Rule<{ attribute: 'waits-for' | 'frees'; session: string }> = {
  name: 'waits-for-itself',
  severity: 'error',
  about: '`waits-for=` or `frees=` names the session in which the cell itself runs.',
  example: lessonWithSessions('```sql session=bob waits-for=bob\nSELECT 1;\n```'),
  shown: shown(
    '8:30: error: cell waits for its own session, "bob"',
    'hint: Name the session that holds what this cell needs.',
  ),
  report: ({ attribute, session }) => ({
    message: `cell ${attribute === 'frees' ? 'frees' : 'waits for'} its own session, ${quote(session)}`,
    hint:
      attribute === 'frees'
        ? 'Name the session that waits for this cell.'
        : 'Name the session that holds what this cell needs.',
  }),
}

export const idTwice: Rule<{ id: string; line: number }> = {
  name: 'id-twice',
  severity: 'error',
  about: 'Two cells of a lesson have the same id.',
  example: lessonWith('```sql id=count\nSELECT 1;\n```\n\n```sql id=count\nSELECT 2;\n```'),
  shown: shown('9:11: error: id "count" is taken', 'detail: The cell in line 5 has it.'),
  report: ({ id, line }) => ({
    message: `id ${quote(id)} is taken`,
    detail: `The cell in line ${line} has it.`,
  }),
}

export const exerciseWithoutId: Rule<null> = {
  name: 'exercise-without-id',
  severity: 'error',
  about: 'An exercise has no id, so that no check and no solution can name it.',
  example: lessonWith('```sql exercise\nSELECT …;\n```'),
  shown: shown('5:8: error: exercise has no id', 'hint: Write "sql id=NAME exercise".'),
  report: () => ({ message: 'exercise has no id', hint: 'Write "sql id=NAME exercise".' }),
}

export const exerciseUnknown: Rule<{
  attribute: 'check' | 'solution'
  id: string
  exercises: readonly string[]
  cell: boolean
}> = {
  name: 'exercise-unknown',
  severity: 'error',
  about: '`check=` or `solution=` names no exercise of the lesson.',
  example: lessonWith('```sql id=count exercise\n…\n```\n\n```sql solution=cuont\nSELECT 1;\n```'),
  shown: shown(
    '9:17: error: solution names no exercise: "cuont"',
    'detail: The only exercise is "count".',
    'hint: Did you mean "count"?',
  ),
  report: ({ attribute, id, exercises, cell }) => ({
    message: `${attribute} names no exercise: ${quote(id)}`,
    detail: cell
      ? `The cell ${quote(id)} is not marked as an exercise.`
      : exercises.length === 0
        ? 'The lesson has no exercise.'
        : exercises.length === 1
          ? `The only exercise is ${quotedList(exercises)}.`
          : `Exercises are ${quotedList(exercises)}.`,
    ...(cell ? { hint: 'Write "exercise" at that cell.' } : didYouMean(id, exercises)),
  }),
}

export const checkWithoutSays: Rule<{ id: string }> = {
  name: 'check-without-says',
  severity: 'warning',
  about: 'A check does not say what the learner reads when it fails.',
  example: lessonWith('```sql id=count exercise\n…\n```\n\n```sql check=count\nSELECT true;\n```'),
  shown: shown(
    '9:8: warning: check of "count" says nothing when it fails',
    'hint: Write \'check=count says="what is not right yet"\'.',
  ),
  report: ({ id }) => ({
    message: `check of ${quote(id)} says nothing when it fails`,
    hint: `Write 'check=${id} says="what is not right yet"'.`,
  }),
}

export const saysWithoutCheck: Rule<null> = {
  name: 'says-without-check',
  severity: 'error',
  about: '`says=` stands on a fence that is no check.',
  example: lessonWith('```sql says="Nearly."\nSELECT 1;\n```'),
  shown: shown('5:8: error: "says" stands without "check"', 'hint: Name the exercise: check=ID.'),
  report: () => ({ message: '"says" stands without "check"', hint: 'Name the exercise: check=ID.' }),
}

export const predictWithoutTasks: Rule<null> = {
  name: 'predict-without-tasks',
  severity: 'error',
  about: 'A cell to be predicted has no task list just before it.',
  example: lessonWith('What will it print?\n\n```sql predict\nSELECT 1;\n```'),
  shown: shown(
    '7:8: error: "predict" has no task list to answer',
    'hint: Put the choices just above the cell: "- [x] one row" and "- [ ] no row".',
  ),
  report: () => ({
    message: '"predict" has no task list to answer',
    hint: 'Put the choices just above the cell: "- [x] one row" and "- [ ] no row".',
  }),
}
