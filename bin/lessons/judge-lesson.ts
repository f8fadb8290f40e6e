/** Compares how the cells of a lesson ended, and who waited for whom, with what the lesson says. */
import type { Findings } from '../../lib/lesson/diagnostic.ts'
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import type { SourceFile } from '../../lib/lesson/source-file.ts'
import { quote } from '../../lib/lesson/wording.ts'
import { judgeCell } from './judge-cell.ts'
import type { CellEnd } from './lesson-run.ts'
import { attributeValue } from './places.ts'
import { inputWanted, leftOut, tooLong } from './rules.ts'
import type { Printed } from './update.ts'
import { freedNobody, waitEndless, waitMissing, waitOther, waitUndeclared } from './wait-rules.ts'

/** PostgreSQL manual, "PostgreSQL Error Codes": deadlock_detected; and what psycopg2 calls it. */
const deadlockDetected = ['40P01', 'DeadlockDetected']

/** Returns what cells printed that ended as their lesson says; their output may be another one. */
export function judgeLesson(
  source: SourceFile,
  ends: readonly CellEnd[],
  { findings, limitSeconds }: { findings: Findings; limitSeconds: number },
): Printed[] {
  const printed: Printed[] = []
  for (const each of ends) {
    const { cell, state, end } = each
    if (state === 'too long') findings.add(tooLong, cell.range, { name: nameOf(cell), seconds: limitSeconds })
    if (state === 'asks') findings.add(inputWanted, cell.range, { name: nameOf(cell) })
    if (state === 'undeclared') judgeUndeclaredWait(source, each, findings)
    if (end === null) continue
    const verdict = judgeCell(source, cell, end, findings)
    if (verdict !== 'failed') printed.push({ cell, text: end.printed })
    judgeWaits(source, each, findings)
  }
  const missing = ends.find(({ state }) => state === 'not run')
  if (missing !== undefined && !findings.failed && !ends.some(({ state }) => state === 'waits')) {
    findings.add(leftOut, missing.cell.range, null)
  }
  // Where the lesson was cut short, it is no wonder that cells still wait.
  if (!ends.some(cutsShort)) {
    for (const { cell, state, waitedFor } of ends) {
      if (state !== 'waits') continue
      findings.add(waitEndless, cell.range, {
        name: nameOf(cell),
        session: cell.session,
        blockers: waitedFor,
      })
    }
  }
  return printed
}

function cutsShort({ cell, state, end }: CellEnd): boolean {
  if (end === null) return state === 'undeclared' || state === 'asks' || state === 'too long'
  return end.result.outcome !== 'ok' && end.result.code !== cell.error
}

function judgeUndeclaredWait(
  source: SourceFile,
  { cell, waitedFor: blockers }: CellEnd,
  findings: Findings,
): void {
  const { 'waits-for': expected } = cell.attributes
  const name = nameOf(cell)
  if (typeof expected !== 'string') {
    findings.add(waitUndeclared, cell.range, { name, session: cell.session, blockers })
  } else findings.add(waitOther, attributeValue(source, cell, 'waits-for'), { name, expected, blockers })
}

function judgeWaits(
  source: SourceFile,
  { cell, end, waitedFor, freedNobody: how }: CellEnd,
  findings: Findings,
): void {
  const { 'waits-for': expected, frees: freed } = cell.attributes
  const name = nameOf(cell)
  // A deadlock may be over before anybody has asked. Its error proves that there was a wait.
  const provenByError = deadlockDetected.includes(end?.result.code ?? '') && waitedFor.length === 0
  if (typeof expected === 'string' && !waitedFor.includes(expected) && !provenByError) {
    findings.add(waitMissing, attributeValue(source, cell, 'waits-for'), { name, expected })
  }
  if (how !== null && typeof freed === 'string') {
    const { session } = cell
    findings.add(freedNobody, attributeValue(source, cell, 'frees'), { name, freed, session, how })
  }
}

function nameOf({ id, named }: LessonCell): string {
  return named ? `cell ${quote(id)}` : 'cell'
}
