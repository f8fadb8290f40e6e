/** Whether checks say yes to solutions, and no to starter texts. */
import type { Findings } from '../../lib/lesson/diagnostic.ts'
import type { Lesson } from '../../lib/lesson/lesson.ts'
import { quotedList } from '../../lib/lesson/wording.ts'
import { noSolution, solutionFails, starterPasses } from './exercise-rules.ts'
import { checksOf, solutionsOf } from './exercises.ts'
import type { CellEnd } from './lesson-run.ts'

/** An exercise with checks, and how they and its cell ended; null for one whose turn has not come. */
interface Tried {
  id: string
  cell: CellEnd
  checks: CellEnd[]
}

/** After a run with starter texts. */
export function judgeStarters(lesson: Lesson, ends: readonly CellEnd[], findings: Findings): void {
  for (const { id, checks } of tried(lesson, ends)) {
    const exercise = lesson.cells.find((cell) => cell.id === id)
    if (exercise !== undefined && checks.every(isYes)) findings.add(starterPasses, exercise.range, { id })
  }
}

/** After a run with the solutions of this number, from 0. What a cell prints is judged elsewhere. */
export function judgeSolutions(
  lesson: Lesson,
  ends: readonly CellEnd[],
  number: number,
  findings: Findings,
): void {
  for (const { id, cell, checks } of tried(lesson, ends)) {
    const solution = solutionsOf(lesson, id)[number]
    if (solution === undefined) continue
    const failed = checks.find((check) => !isYes(check))
    // The first solution's own error is told as that of any cell.
    if (number > 0 && !endsAsSaid(cell)) {
      findings.add(solutionFails, solution.range, { id, said: `It ends with: ${answerOf(cell)}` })
    } else if (failed !== undefined && endsAsSaid(cell)) {
      const { line } = failed.cell.range.start
      findings.add(solutionFails, solution.range, {
        id,
        said: `The check in line ${line} says: ${answerOf(failed)}`,
      })
    }
  }
}

/** What has checks and nothing to try them with. */
export function reportUnsolved(lesson: Lesson, findings: Findings): void {
  for (const { id, attributes, range } of lesson.cells) {
    if (attributes.exercise !== true || solutionsOf(lesson, id).length > 0) continue
    if (checksOf(lesson, id).length > 0) findings.add(noSolution, range, { id })
  }
}

/** Those whose checks have all had their turn. */
function tried(lesson: Lesson, ends: readonly CellEnd[]): Tried[] {
  return ends.flatMap((end) => {
    const { id, attributes } = end.cell
    if (attributes.exercise !== true) return []
    const fences = checksOf(lesson, id)
    const checks = ends.filter(({ cell }) => cell.attributes.check === id)
    const came = [end, ...checks].every(({ state }) => state !== 'not run')
    return came && checks.length > 0 && checks.length === fences.length ? [{ id, cell: end, checks }] : []
  })
}

function endsAsSaid({ cell, end }: CellEnd): boolean {
  return end !== null && (end.result.outcome === 'ok' ? cell.error === null : end.result.code === cell.error)
}

/** It returned rows, and each value is true. */
function isYes({ end }: CellEnd): boolean {
  const values = valuesOf(end)
  return end?.result.outcome === 'ok' && values.length > 0 && values.every((value) => value === 't')
}

function valuesOf(end: CellEnd['end']) {
  const tables = end?.outputs.flatMap((output) => (output.kind === 'table' ? [output] : [])) ?? []
  return tables.flatMap(({ chunks }) => chunks.flat(2))
}

function answerOf({ end, waitedFor }: CellEnd): string {
  if (end === null) return `nothing; it waits for ${quotedList(waitedFor)}`
  const error = end.outputs.find((output) => output.kind === 'error')
  if (error !== undefined) return error.fields.message
  const values = valuesOf(end).map((value) => value ?? 'NULL')
  return values.length === 0 ? 'no rows' : quotedList(values)
}
