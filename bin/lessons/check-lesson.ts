/** Runs the cells of one lesson in order, on a server of its own, and says what is not as the lesson has it. */
import { Findings, inTextOrder } from '../../lib/lesson/diagnostic.ts'
import type { Diagnostic, Lesson } from '../../lib/lesson/lesson.ts'
import { sourceFile } from '../../lib/lesson/source-file.ts'
import { CommandError } from '../command.ts'
import { type Answer, answered, checksOf, solutionsOf } from './exercises.ts'
import type { LentServer, LessonHost } from './hosts/host.ts'
import { judgeSolutions, judgeStarters, reportUnsolved } from './judge-exercises.ts'
import { judgeLesson } from './judge-lesson.ts'
import { type CellEnd, runLesson } from './lesson-run.ts'
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
  const { signal } = options
  let giveUp = () => {}
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new CommandError('the check was stopped'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
  givenUp.catch(() => undefined)
  try {
    return await checkAnswers(loaded, { ...options, givenUp })
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

interface RunOptions extends CheckOptions {
  /** Rejects when the user gives up. */
  givenUp: Promise<never>
}

/** With first solutions the whole lesson is judged, with other answers the exercises. */
async function checkAnswers(loaded: LoadedLesson, options: RunOptions): Promise<LessonReport> {
  const { lesson } = loaded
  const source = sourceFile(lesson.file, loaded.text)
  const findings = new Findings(lesson.file)
  const ends = await runWith(loaded, 0, options)
  if (!Array.isArray(ends)) {
    findings.add(startFails, lesson.startsFromRange ?? source.range(0, 0), ends)
    return { lesson, diagnostics: findings.list, printed: [], ran: 0, left: lesson.cells.length }
  }
  reportNotRun(lesson, findings)
  reportUnsolved(lesson, findings)
  const ownCells = ends.filter(({ cell }) => cell.attributes.check === undefined)
  const printed = judgeLesson(source, ownCells, { ...options, findings })
  judgeSolutions(lesson, ends, 0, findings)
  for (const answer of otherAnswers(lesson)) {
    const tried = await runWith(loaded, answer, options)
    if (!Array.isArray(tried)) break
    if (answer === 'starter') judgeStarters(lesson, tried, findings)
    else judgeSolutions(lesson, tried, answer, findings)
  }
  const left = ownCells.filter(({ state }) => state === 'not run').length
  return { lesson, diagnostics: inTextOrder(findings.list), printed, ran: ownCells.length - left, left }
}

/** What else is tried: starter texts where there are checks to refuse them, and further solutions. */
function otherAnswers(lesson: Lesson): Answer[] {
  const exercises = lesson.cells.filter(({ id }) => checksOf(lesson, id).length > 0)
  const most = Math.max(0, ...exercises.map(({ id }) => solutionsOf(lesson, id).length))
  const further = Array.from({ length: Math.max(0, most - 1) }, (_, index) => index + 1)
  return exercises.length === 0 ? [] : ['starter', ...further]
}

/** Which lesson has not come to its end, and where it ended. */
interface FailedStart {
  slug: string
  place: string
}

/** Runs the lessons before it and then its cells, on a server of their own. */
async function runWith(
  loaded: LoadedLesson,
  answer: Answer,
  { host, givenUp, limitSeconds }: RunOptions,
): Promise<CellEnd[] | FailedStart> {
  const opening = host.open(loaded)
  const run = async ({ server }: LentServer) => {
    for (const lesson of loaded.before) {
      const ends = await runLesson(server, answered(lesson, 0), { limitSeconds })
      const failed = ends.find(({ cell, end }) => (end?.result.code ?? null) !== cell.error || end === null)
      if (failed === undefined) continue
      return { slug: lesson.slug, place: `${lesson.file}:${failed.cell.range.start.line}` }
    }
    const exercisesMayFail = answer === 'starter'
    return runLesson(server, answered(loaded.lesson, answer), { limitSeconds, exercisesMayFail })
  }
  try {
    return await Promise.race([opening.then(run), givenUp])
  } finally {
    // Where it never came to be there is nothing to close, and why is said already.
    const lent = await opening.catch(() => null)
    await lent?.close()
  }
}

/** An exercise whose output or error is written down must not pass for checked. */
function reportNotRun(lesson: Lesson, findings: Findings): void {
  for (const { id, attributes, output, error, range } of lesson.cells) {
    if (attributes.exercise !== true || (output === null && error === null)) continue
    if (solutionsOf(lesson, id).length === 0) findings.add(notRun, range, null)
  }
}
