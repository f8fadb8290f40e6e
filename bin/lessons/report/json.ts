/** For a program: one JSON text at the end. Its shape is a contract; docs/checking.md describes it. */
import type { TextSink } from '../../command.ts'
import type { Reporter } from './reporter.ts'

export function jsonReporter(stdout: TextSink): Reporter {
  const changes: { file: string; line: number; cell: string; difference: string[] }[] = []
  return {
    found: () => {},
    changed: (lesson, { cell, line, difference }) => {
      changes.push({ file: lesson.file, line, cell: cell.id, difference })
    },
    checked: () => {},
    end(reports, diagnostics) {
      const lessons = reports.map(({ lesson, ran, left, diagnostics: found }) => ({
        file: lesson.file,
        cellsRun: ran,
        cellsLeft: left,
        ok: !found.some(({ severity }) => severity === 'error'),
      }))
      const ok = !diagnostics.some(({ severity }) => severity === 'error')
      stdout.write(`${JSON.stringify({ ok, lessons, diagnostics, changes }, null, 2)}\n`)
    },
  }
}
