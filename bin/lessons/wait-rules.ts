/** What can be wrong when sessions wait for each other: findings of running a lesson. */
import type { Rule } from '../../lib/lesson/diagnostic.ts'
import { pythonQueue } from '../../lib/lesson/lesson.ts'
import { lessonWith, shown } from '../../lib/lesson/rules/example.ts'
import { quote, quotedList } from '../../lib/lesson/wording.ts'
import type { FreedNobody } from './lesson-watch.ts'

/** Three sessions of one role, and a row that alice has changed. The fence below begins in line 15. */
function lessonWithTakenRow(body: string): string {
  const role = '{ role: postgres, database: postgres }'
  return lessonWith(
    `\`\`\`sql session=alice\nCREATE TABLE t AS SELECT 1 AS a;\nBEGIN;\nUPDATE t SET a = 2;\n\`\`\`\n\n${body}`,
  ).replace('---\n\n', `sessions:\n  alice: ${role}\n  bob: ${role}\n  carol: ${role}\n---\n\n`)
}

const bobWaits = 'UPDATE t SET a = 3;'

export const waitUndeclared: Rule<{ name: string; session: string; blockers: readonly string[] }> = {
  name: 'wait-undeclared',
  severity: 'error',
  about:
    'PostgreSQL has a cell blocked, and its fence does not say so. The cells below it are not run. A cell that must ' +
    'fail with 55P03, 57014 or 40P01 may wait without saying so: PostgreSQL itself ends its wait.',
  example: lessonWithTakenRow(`\`\`\`sql session=bob id=sell\n${bobWaits}\n\`\`\``),
  shown: shown(
    '15:1: error: cell "sell" waits for session "alice"',
    'detail: PostgreSQL has session "bob" blocked, and the lesson does not say so.',
    'hint: If it is meant to wait, write "waits-for=alice".',
  ),
  report: ({ name, session, blockers }) => ({
    message: `${name} waits for ${sessions(blockers)}`,
    detail: `PostgreSQL has ${sessions([session])} blocked, and the lesson does not say so.`,
    hint: `If it is meant to wait, write ${quote(`waits-for=${blockers[0]}`)}.`,
  }),
}

export const waitOther: Rule<{ name: string; expected: string; blockers: readonly string[] }> = {
  name: 'wait-other',
  severity: 'error',
  about: 'A cell waits, but not for the session that `waits-for=` names. The cells below it are not run.',
  example: lessonWithTakenRow(`\`\`\`sql session=bob waits-for=carol\n${bobWaits}\n\`\`\``),
  shown: shown('15:30: error: cell waits for session "alice", not for session "carol"'),
  report: ({ name, expected, blockers }) => ({
    message: `${name} waits for ${sessions(blockers)}, not for ${sessions([expected])}`,
  }),
}

export const waitMissing: Rule<{ name: string; expected: string }> = {
  name: 'wait-missing',
  severity: 'error',
  about: 'A cell ends without having waited for the session that `waits-for=` names.',
  example: lessonWithTakenRow('```sql session=bob waits-for=alice\nSELECT a FROM t;\n```'),
  shown: shown(
    '15:30: error: cell does not wait, session "alice" was expected to hold it up',
    'detail: It ended, and PostgreSQL never had it blocked.',
  ),
  report: ({ name, expected }) => ({
    message: `${name} does not wait, ${sessions([expected])} was expected to hold it up`,
    detail: 'It ended, and PostgreSQL never had it blocked.',
  }),
}

export const waitEndless: Rule<{ name: string; session: string; blockers: readonly string[] }> = {
  name: 'wait-endless',
  severity: 'error',
  about: 'A cell still waits when no cell is left that could let it go on.',
  example: lessonWithTakenRow(`\`\`\`sql session=bob waits-for=alice\n${bobWaits}\n\`\`\``),
  shown: shown(
    '15:1: error: cell still waits for session "alice" when the lesson is over',
    'hint: End the transaction that it waits for in a cell below, with "frees=bob".',
  ),
  report: ({ name, session, blockers }) => ({
    message: `${name} still waits for ${sessions(blockers)} when the lesson is over`,
    hint: `End the transaction that it waits for in a cell below, with ${quote(`frees=${session}`)}.`,
  }),
}

export const freedNobody: Rule<{ name: string; freed: string; session: string; how: FreedNobody }> = {
  name: 'freed-nobody',
  severity: 'error',
  about:
    'A cell has ended, and the session that `frees=` names still waits for it, or has not waited for it at all.',
  example: lessonWithTakenRow(
    `\`\`\`sql session=bob waits-for=alice\n${bobWaits}\n\`\`\`\n\n` +
      '```sql session=alice frees=bob\nSELECT a FROM t;\n```\n\n```sql session=alice\nCOMMIT;\n```',
  ),
  shown: shown('19:28: error: cell does not free session "bob", which still waits for session "alice"'),
  report: ({ name, freed, session, how }) => ({
    message:
      how === 'still waits'
        ? `${name} does not free ${sessions([freed])}, which still waits for ${sessions([session])}`
        : `${name} does not free ${sessions([freed])}, which did not wait for ${sessions([session])}`,
  }),
}

/** `session "alice"`, `sessions "alice" and "bob"`; Python's connections are no session of the lesson. */
function sessions(names: readonly string[]): string {
  const declared = names.filter((name) => name !== pythonQueue)
  const word = declared.length === 1 ? 'session' : 'sessions'
  const parts = declared.length === 0 ? [] : [`${word} ${quotedList(declared)}`]
  return [...parts, ...(declared.length < names.length ? ['Python'] : [])].join(' and ')
}
