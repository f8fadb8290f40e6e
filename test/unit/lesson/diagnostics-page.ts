/** docs/diagnostics.md, made from the rules. */

import * as exerciseRules from '../../../bin/lessons/exercise-rules.ts'
import * as checkRules from '../../../bin/lessons/rules.ts'
import * as waitRules from '../../../bin/lessons/wait-rules.ts'
import type { Rule } from '../../../lib/lesson/diagnostic.ts'
import { catalogue } from '../../../lib/lesson/rules/catalogue.ts'

const head = `# Diagnostics

What \`npx lessons check\`, \`npm start\` and \`npm run dev\` say of mistakes in lessons. Each message begins with
\`file:line:column\`; an error stops the build and fails the check, a warning does not. All mistakes are shown in one run.

This page is made from the rules, and each example is a test: change the rule, then run
\`UPDATE=1 npx vitest run test/unit/lesson\`.
`

export function diagnosticsPage(): string {
  const groups = [
    ...catalogue,
    { title: 'Running a lesson', rules: Object.values(checkRules) as Rule<never>[] },
    { title: 'Exercises', rules: Object.values(exerciseRules) as Rule<never>[] },
    { title: 'Sessions that wait for each other', rules: Object.values(waitRules) as Rule<never>[] },
  ]
  return [head, ...groups.map(({ title, rules }) => `## ${title}\n\n${rules.map(entry).join('\n')}`)].join(
    '\n',
  )
}

function entry({ name, severity, about, example, shown }: Rule<never>): string {
  const title = `### ${name}\n\n${severity === 'warning' ? 'Warning. ' : ''}${about}\n`
  const short =
    example.length > 1000 ? '' : fenced(shown.includes('course.yaml') ? 'yaml' : 'markdown', example)
  return [
    title,
    ...(short === '' || example.trim() === '' ? [] : [short]),
    ...(shown === '' ? [] : [fenced('text', shown)]),
  ].join('\n')
}

function fenced(language: string, text: string): string {
  return `\`\`\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\`\`\`\n`
}
