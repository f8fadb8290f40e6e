/** Runs the cells of one lesson in order, on a server of its own, and says what is not as the lesson has it. */
import { Findings, inTextOrder } from '../../lib/lesson/diagnostic.ts'
import type { Diagnostic, Lesson, LessonCell } from '../../lib/lesson/lesson.ts'
import { sourceFile } from '../../lib/lesson/source-file.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { CommandError } from '../command.ts'
import type { LessonHost } from './hosts/host.ts'
import { judgeLesson } from './judge-lesson.ts'
import { runLesson } from './lesson-run.ts'
import type { LoadedLesson } from './load.ts'
import { notRun, startFails } from './rules.ts'
import type { Printed } from './update.ts'

export interface CheckOptions {
  /** How long one cell may take. */
  limitSeconds: number
  signal: AbortSignal
  host: LessonHost
}

export interface LessonReport {
  lesson: Lesson
  diagnostics: Diagnostic[]
  /** Of cells that ended as their lesson says. */
  printed: Printed[]
  /** How many cells ran, and how many come behind the one that ended the check. */
  ran: number
  left: number
}

/** Rejects with a CommandError if no server can be had, or if the user gives up. */
export async function checkLesson(loaded: LoadedLesson, options: CheckOptions): Promise<LessonReport> {
  const { signal, host } = options
  let giveUp = () => {}
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new CommandError('the check was stopped'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
  givenUp.catch(() => undefined)
  const opening = host.open(loaded)
  try {
    const { server } = await Promise.race([opening, givenUp])
    return await Promise.race([checkOn(server, loaded, options), givenUp])
  } finally {
    signal.removeEventListener('abort', giveUp)
    // Where it never came to be there is nothing to close, and why is said already.
    const lent = await opening.catch(() => null)
    await lent?.close()
  }
}

async function checkOn(server: Server, loaded: LoadedLesson, options: CheckOptions): Promise<LessonReport> {
  const { lesson } = loaded
  const source = sourceFile(lesson.file, loaded.text)
  const findings = new Findings(lesson.file)
  const failed = await runBefore(server, loaded, options)
  if (failed !== null) {
    findings.add(startFails, lesson.startsFromRange ?? source.range(0, 0), failed)
    return { lesson, diagnostics: findings.list, printed: [], ran: 0, left: lesson.cells.length }
  }
  reportNotRun(lesson, findings)
  const ends = await runLesson(server, lesson, { ...options, textOf: (cell) => textOf(cell, lesson) })
  const printed = judgeLesson(source, ends, { ...options, findings })
  const left = ends.filter(({ state }) => state === 'not run').length
  const ran = ends.length - left
  return { lesson, diagnostics: inTextOrder(findings.list), printed, ran, left }
}

/** Brings the server to the end state of the lessons before. If one does not get there: which, and where it ended. */
async function runBefore(
  server: Server,
  { before }: LoadedLesson,
  options: CheckOptions,
): Promise<{ slug: string; place: string } | null> {
  for (const lesson of before) {
    const ends = await runLesson(server, lesson, { ...options, textOf: (cell) => textOf(cell, lesson) })
    const failed = ends.find(({ cell, end }) => (end?.result.code ?? null) !== cell.error || end === null)
    if (failed === undefined) continue
    return { slug: lesson.slug, place: `${lesson.file}:${failed.cell.range.start.line}` }
  }
  return null
}

/** A cell whose output or error is written down must not pass for checked. */
function reportNotRun(lesson: Lesson, findings: Findings): void {
  for (const cell of lesson.cells) {
    if (textOf(cell, lesson) !== null || (cell.output === null && cell.error === null)) continue
    findings.add(notRun, cell.range, null)
  }
}

/** What is run: of an exercise, its first solution. Null for what cannot be run. */
export function textOf(cell: LessonCell, lesson: Lesson): string | null {
  if (cell.attributes.exercise !== true) return cell.source
  const solution = lesson.exerciseFences.find(({ attributes }) => attributes.solution === cell.id)
  return solution?.source ?? null
}
