/** Rules, what they report, and how a report is shown to a person. */
import type { Diagnostic, SourceRange } from './lesson.ts'

/** What a rule says of one mistake: PostgreSQL's three parts (its manual, "Error Message Style Guide"). */
export interface Report {
  message: string
  detail?: string
  hint?: string
}

/** One kind of mistake. `example` is a whole file that makes it once; `shown` is what is then printed, word for word. */
export interface Rule<Facts> {
  name: string
  severity: Diagnostic['severity']
  /** One sentence for docs/. */
  about: string
  example: string
  shown: string
  report(facts: Facts): Report
}

/** Gathers the mistakes of one file, in the order in which they are found. */
export class Findings {
  readonly list: Diagnostic[] = []

  constructor(private readonly file: string) {}

  add<Facts>(rule: Rule<Facts>, range: SourceRange, facts: Facts): void {
    this.list.push({
      file: this.file,
      range,
      severity: rule.severity,
      rule: rule.name,
      ...rule.report(facts),
    })
  }

  get failed(): boolean {
    return this.list.some((diagnostic) => diagnostic.severity === 'error')
  }
}

/** Diagnostics in the order of the text. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      a.range.start.offset - b.range.start.offset ||
      a.range.end.offset - b.range.end.offset ||
      (a.rule < b.rule ? -1 : 1),
  )
}

/** `file:line:column: severity: message`, then detail and hint on lines of their own. Without a line end at the end. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { file, range, severity, message, detail, hint } = diagnostic
  const lines = [`${file}:${range.start.line}:${range.start.column}: ${severity}: ${message}`]
  if (detail !== undefined) lines.push(indented('detail', detail))
  if (hint !== undefined) lines.push(indented('hint', hint))
  return lines.join('\n')
}

function indented(label: string, text: string): string {
  return `  ${label}: ${text.replaceAll('\n', '\n    ')}`
}
