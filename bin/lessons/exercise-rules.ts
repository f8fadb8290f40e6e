/** What can be wrong with an exercise: findings of trying its starter text and its solutions. */
import type { Rule } from '../../lib/lesson/diagnostic.ts'
import { lessonWith, shown } from '../../lib/lesson/rules/example.ts'
import { quote } from '../../lib/lesson/wording.ts'

/** An exercise that begins in line 5, its check in line 9, its solution in line 13. */
function exercise(starter: string, check: string, solution: string): string {
  return lessonWith(
    `\`\`\`sql id=make exercise\n${starter}\n\`\`\`\n\n\`\`\`sql check=make says="There is no table t."\n${check}\n\`\`\`\n\n` +
      `\`\`\`sql solution=make\n${solution}\n\`\`\``,
  )
}

export const starterPasses: Rule<{ id: string }> = {
  name: 'starter-passes',
  severity: 'error',
  about: 'The checks of an exercise say yes to its starter text: there is nothing to be done.',
  example: exercise('CREATE TABLE t ();', "SELECT to_regclass('t') IS NOT NULL;", 'CREATE TABLE t ();'),
  shown: shown(
    '5:1: error: exercise "make" is done before the learner has done anything',
    'detail: Its checks say yes to the starter text.',
    'hint: Let the starter text leave something to do, or let a check ask for it.',
  ),
  report: ({ id }) => ({
    message: `exercise ${quote(id)} is done before the learner has done anything`,
    detail: 'Its checks say yes to the starter text.',
    hint: 'Let the starter text leave something to do, or let a check ask for it.',
  }),
}

export const solutionFails: Rule<{ id: string; said: string }> = {
  name: 'solution-fails',
  severity: 'error',
  about:
    'A check of an exercise says no to a solution: it returns no rows, a value that is not true, or an error.',
  example: exercise('-- Make a table t.', "SELECT to_regclass('t') IS NOT NULL;", 'CREATE TABLE u ();'),
  shown: shown(
    '13:1: error: solution of exercise "make" does not pass',
    'detail: The check in line 9 says: "f"',
    'hint: A check must return rows, all true, when the solution has run. It sees what is committed.',
  ),
  report: ({ id, said }) => ({
    message: `solution of exercise ${quote(id)} does not pass`,
    detail: said,
    hint: 'A check must return rows, all true, when the solution has run. It sees what is committed.',
  }),
}

export const noSolution: Rule<{ id: string }> = {
  name: 'no-solution',
  severity: 'warning',
  about:
    'An exercise has checks and no solution, so that nobody knows whether it can be done. It is not run.',
  example: lessonWith(
    '```sql id=make exercise\n-- Make a table t.\n```\n\n```sql check=make says="No."\nSELECT to_regclass(\'t\') IS NOT NULL;\n```',
  ),
  shown: shown(
    '5:1: warning: exercise "make" has no solution to try its checks with',
    'hint: Write one in a fence "sql solution=make", within <details>.',
  ),
  report: ({ id }) => ({
    message: `exercise ${quote(id)} has no solution to try its checks with`,
    hint: `Write one in a fence ${quote(`sql solution=${id}`)}, within <details>.`,
  }),
}
