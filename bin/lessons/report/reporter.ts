/** How a check is told: to a person, to a program, to GitHub. */
import type { Diagnostic, Lesson } from '../../../lib/lesson/lesson.ts'
import type { TextSink } from '../../command.ts'
import type { LessonReport } from '../check-lesson.ts'
import type { OutputChange } from '../update.ts'
import { githubReporter } from './github.ts'
import { jsonReporter } from './json.ts'
import { textReporter } from './text.ts'

export interface Reporter {
  /** As soon as they are found. */
  found(diagnostics: readonly Diagnostic[]): void
  /** With `--update`: an output was written down. */
  changed(lesson: Lesson, change: OutputChange): void
  /** Behind what was found in a lesson, which is in `diagnostics`. */
  checked(report: LessonReport): void
  /** Once, when all is done. */
  end(reports: readonly LessonReport[], diagnostics: readonly Diagnostic[]): void
}

export const reporters = {
  text: textReporter,
  json: jsonReporter,
  github: githubReporter,
} as const satisfies Record<string, (stdout: TextSink) => Reporter>
