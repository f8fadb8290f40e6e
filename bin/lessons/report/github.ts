/** For GitHub Actions: each finding as a workflow command, which shows it beside its line in a pull request. */
import type { Diagnostic } from '../../../lib/lesson/lesson.ts'
import type { TextSink } from '../../command.ts'
import type { Reporter } from './reporter.ts'
import { describeChange, describeLesson, describeSum } from './sentences.ts'

export function githubReporter(stdout: TextSink): Reporter {
  return {
    found(diagnostics) {
      for (const diagnostic of diagnostics) stdout.write(`${annotation(diagnostic)}\n`)
    },
    changed: (lesson, change) => stdout.write(describeChange(lesson, change)),
    checked: (report) => stdout.write(describeLesson(report)),
    end: (reports, diagnostics) => stdout.write(describeSum(reports, diagnostics)),
  }
}

/** GitHub documentation, "Workflow commands for GitHub Actions", section "Setting an error message". */
function annotation({ file, range, severity, rule, message, detail, hint }: Diagnostic): string {
  const { start, end } = range
  const places = { file, line: start.line, endLine: end.line, col: start.column, title: `lessons: ${rule}` }
  const properties = Object.entries(places).map(([name, value]) => `${name}=${property(String(value))}`)
  const text = [message, detail, hint].filter((part) => part !== undefined).join('\n')
  return `::${severity} ${properties.join(',')}::${data(text)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
