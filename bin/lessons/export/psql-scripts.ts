/** A lesson as scripts for psql, one for each session, with the schedule of all of them as comments. */
import type { Lesson, SessionSpec } from '../../../lib/lesson/lesson.ts'
import { type Exported, remarksOn, type Step, stepsOf } from './schedule.ts'

export function psqlScripts(lesson: Lesson): Exported {
  const steps = stepsOf(lesson)
  const sql = steps.filter(({ cell }) => cell.language === 'sql')
  const sessions = lesson.sessions.filter(({ name }) => sql.some(({ cell }) => cell.session === name))
  const files = sessions.map((session) => ({
    name: sessions.length === 1 ? `${lesson.slug}.sql` : `${lesson.slug}.${session.name}.sql`,
    content: script(lesson, session, steps),
  }))
  const unsaid = steps
    .filter(({ cell }) => cell.language === 'python')
    .map(({ cell }) => ({ cell, says: 'a Python cell is not for psql; the schedule names it' }))
  return { files, unsaid }
}

function script(lesson: Lesson, { name, role, database }: SessionSpec, steps: readonly Step[]): string {
  const others = new Set(steps.map(({ cell }) => cell.session)).size > 1
  const own = steps.filter(({ cell }) => cell.session === name)
  const head = [
    `${lesson.title}${others ? `: session ${name}` : ''}`,
    '',
    `psql -X -h localhost -U ${word(role)} -d ${word(database)}`,
    ...(others
      ? ['', 'The steps of all sessions. Run the next one when the last one has ended or waits.']
      : []),
    ...(others ? steps.map(line) : []),
  ]
  const body = own.map((step) => `${comment([line(step).trim()])}\n${step.text.trimEnd()}`)
  return `${[comment(head), ...body].join('\n\n')}\n`
}

function line(step: Step): string {
  const remarks = remarksOn(step)
  return `  ${step.number}. ${step.cell.session}: ${step.name}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`
}

function comment(lines: readonly string[]): string {
  return lines.map((text) => `-- ${text}`.trimEnd()).join('\n')
}

/** For a shell: in quotes if it must be. */
function word(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
