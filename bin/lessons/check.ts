/** Reads lessons, runs them, reports, and with `update` writes outputs down. */
import { writeFile } from 'node:fs/promises'
import type { Diagnostic } from '../../lib/lesson/lesson.ts'
import type { Environment } from '../command.ts'
import { checkLesson, type LessonReport } from './check-lesson.ts'
import type { LessonHost } from './hosts/host.ts'
import { inOrder } from './in-order.ts'
import { type LoadedLesson, loadLessons } from './load.ts'
import type { Reporter } from './report/reporter.ts'
import { outputDiffers } from './rules.ts'
import { updateOutputs } from './update.ts'

export interface CheckOrder {
  /** As the user names them; without any, all lessons. */
  files: readonly string[]
  host: LessonHost
  limitSeconds: number
  update: boolean
  /** A new one for each round. */
  reporter: () => Reporter
}

export interface Checked {
  /** All that were read, with what stood in them. */
  lessons: LoadedLesson[]
  /** 1 if there was an error. */
  code: 0 | 1
}

/** `wanted` says which of the lessons are run. */
export async function checkAll(
  order: CheckOrder,
  environment: Environment,
  wanted: (lesson: LoadedLesson) => boolean = () => true,
): Promise<Checked> {
  const { files, host, update } = order
  const reporter = order.reporter()
  const { lessons, diagnostics: ofText } = await loadLessons(files, environment)
  const diagnostics: Diagnostic[] = [...ofText]
  const reports: LessonReport[] = []
  reporter.found(ofText)
  const checked = (lesson: LoadedLesson) => checkLesson(lesson, { ...order, signal: environment.signal })
  await inOrder(lessons.filter(wanted), host.atOnce, checked, async (found, each) => {
    const report = update ? withoutDifferences(found) : found
    reports.push(report)
    diagnostics.push(...report.diagnostics)
    reporter.found(report.diagnostics)
    if (update) await writeOutputs(each, report, reporter)
    reporter.checked(report)
  })
  reporter.end(reports, diagnostics)
  return { lessons, code: diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0 }
}

/** They are written down, so they are no mistakes any more. */
function withoutDifferences(report: LessonReport): LessonReport {
  return { ...report, diagnostics: report.diagnostics.filter(({ rule }) => rule !== outputDiffers.name) }
}

async function writeOutputs(loaded: LoadedLesson, report: LessonReport, reporter: Reporter): Promise<void> {
  const { text, changes } = updateOutputs(loaded.text, report.printed)
  if (changes.length === 0) return
  await writeFile(loaded.path, text)
  for (const change of changes) reporter.changed(loaded.lesson, change)
}
