/** What a check found, in sentences. Each ends with a line end. */
import type { Diagnostic, Lesson } from '../../../lib/lesson/lesson.ts'
import type { LessonReport } from '../check-lesson.ts'
import type { OutputChange } from '../update.ts'

/** One line for each lesson, below what was found in it. */
export function describeLesson({ lesson, diagnostics, ran, left }: LessonReport): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const verdict = errors.length === 0 ? 'ok' : count(errors.length, 'error')
  const rest = left === 0 ? '' : `, ${count(left, 'cell')} below not run`
  return `${lesson.file}: ${count(ran, 'cell')} run${rest}, ${verdict}\n`
}

export function describeChange(lesson: Lesson, { cell, line, difference }: OutputChange): string {
  const what = cell.output === null ? 'output added' : 'output rewritten'
  const name = cell.named ? ` of "${cell.id}"` : ''
  return `${lesson.file}:${line}: ${what}${name}\n${difference.map((text) => `  ${text}\n`).join('')}`
}

export function describeSum(reports: readonly LessonReport[], diagnostics: readonly Diagnostic[]): string {
  const cells = reports.reduce((sum, { ran }) => sum + ran, 0)
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const found = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
  ]
  return `${count(reports.length, 'lesson')}, ${count(cells, 'cell')}: ${found.join(', ') || 'all as written'}\n`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
