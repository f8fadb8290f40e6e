/** For a person: `file:line:column: error: …`, and a line for each lesson. */
import { formatDiagnostic } from '../../../lib/lesson/diagnostic.ts'
import type { TextSink } from '../../command.ts'
import type { Reporter } from './reporter.ts'
import { describeChange, describeLesson, describeSum } from './sentences.ts'

export function textReporter(stdout: TextSink): Reporter {
  return {
    found(diagnostics) {
      for (const diagnostic of diagnostics) stdout.write(`${formatDiagnostic(diagnostic)}\n`)
    },
    changed: (lesson, change) => stdout.write(describeChange(lesson, change)),
    checked: (report) => stdout.write(describeLesson(report)),
    end: (reports, diagnostics) => stdout.write(describeSum(reports, diagnostics)),
  }
}
