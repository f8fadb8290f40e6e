/** Runs the cells of one lesson in order, on a fresh server, and says what is not as the lesson has it. */
import { Findings, inTextOrder } from '../../lib/lesson/diagnostic.ts'
import type { Diagnostic, Lesson, LessonCell } from '../../lib/lesson/lesson.ts'
import { type SourceFile, sourceFile } from '../../lib/lesson/source-file.ts'
import { BootError, type Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { CommandError } from '../command.ts'
import { judgeCell } from './judge-cell.ts'
import { LessonRun } from './lesson-run.ts'
import type { LoadedLesson } from './load.ts'
import { notRun, startFails, tooLong } from './rules.ts'
import type { Printed } from './update.ts'

export interface CheckOptions {
  /** How long one cell may take. */
  limitSeconds: number
  signal: AbortSignal
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

/** Rejects with a CommandError if no server can be started, or if the user gives up. */
export async function checkLesson(loaded: LoadedLesson, options: CheckOptions): Promise<LessonReport> {
  const { signal } = options
  const givenUp = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(new CommandError('the check was stopped'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
  givenUp.catch(() => undefined)
  const server = start()
  try {
    return await Promise.race([checkOn(server, loaded, options), givenUp])
  } catch (error) {
    if (error instanceof BootError) throw new CommandError(error.message, error.hint)
    throw error
  } finally {
    await server.stop({ immediate: true })
  }
}

function start(): Server {
  try {
    return startServer()
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error))
  }
}

async function checkOn(server: Server, loaded: LoadedLesson, options: CheckOptions): Promise<LessonReport> {
  await server.ready
  const check = new LessonCheck(loaded, options)
  if (await check.runBefore((lesson) => new LessonRun(server, lesson))) {
    await check.runCells(new LessonRun(server, loaded.lesson))
  }
  return check.report()
}

class LessonCheck {
  private readonly source: SourceFile
  private readonly findings: Findings
  private readonly printed: Printed[] = []
  private ran = 0
  private left = 0

  constructor(
    private readonly loaded: LoadedLesson,
    private readonly options: CheckOptions,
  ) {
    this.source = sourceFile(loaded.lesson.file, loaded.text)
    this.findings = new Findings(loaded.lesson.file)
  }

  /** Brings the server to the end state of the lessons before. False if one of them does not get there. */
  async runBefore(open: (lesson: Lesson) => LessonRun): Promise<boolean> {
    for (const lesson of this.loaded.before) {
      const run = open(lesson)
      for (const cell of lesson.cells) {
        if (cannotRun(cell, lesson) !== null) continue
        const ended = await run.cell(cell, textOf(cell, lesson), this.options)
        if (ended !== 'limit' && (ended.result.code ?? null) === cell.error) continue
        const { startsFromRange, cells } = this.loaded.lesson
        const place = `${lesson.file}:${cell.range.start.line}`
        this.findings.add(startFails, startsFromRange ?? this.source.range(0, 0), {
          slug: lesson.slug,
          place,
        })
        this.left = cells.length
        return false
      }
      run.close()
    }
    return true
  }

  async runCells(run: LessonRun): Promise<void> {
    const { cells } = this.loaded.lesson
    for (const [index, cell] of cells.entries()) {
      const goOn = await this.runCell(run, cell)
      if (goOn) continue
      this.left = cells.length - index - 1
      return
    }
  }

  report(): LessonReport {
    const { printed, ran, left } = this
    return { lesson: this.loaded.lesson, diagnostics: inTextOrder(this.findings.list), printed, ran, left }
  }

  /** False if the cells below cannot be run any more. */
  private async runCell(run: LessonRun, cell: LessonCell): Promise<boolean> {
    const reason = cannotRun(cell, this.loaded.lesson)
    if (reason !== null) {
      if (cell.output !== null || cell.error !== null || reason === 'waits-for') {
        this.findings.add(notRun, cell.range, { reason })
      }
      return reason !== 'waits-for'
    }
    const ended = await run.cell(cell, textOf(cell, this.loaded.lesson), this.options)
    this.ran++
    if (ended === 'limit') {
      this.findings.add(tooLong, cell.range, { seconds: this.options.limitSeconds })
      return false
    }
    const verdict = judgeCell(this.source, cell, ended, this.findings)
    if (verdict !== 'failed') this.printed.push({ cell, text: ended.printed })
    return verdict !== 'failed' || ended.result.outcome === 'ok'
  }
}

/** What is run: of an exercise, its first solution. */
function textOf(cell: LessonCell, lesson: Lesson): string {
  return solutionOf(cell, lesson)?.source ?? cell.source
}

function solutionOf(cell: LessonCell, lesson: Lesson): LessonCell | undefined {
  if (cell.attributes.exercise !== true) return undefined
  return lesson.exerciseFences.find(({ attributes }) => attributes.solution === cell.id)
}

function cannotRun(cell: LessonCell, lesson: Lesson): 'python' | 'waits-for' | 'exercise' | null {
  if (cell.language === 'python') return 'python'
  if (cell.attributes['waits-for'] !== undefined) return 'waits-for'
  return cell.attributes.exercise === true && solutionOf(cell, lesson) === undefined ? 'exercise' : null
}
