/** What the bench found, as lines of a table. */

export interface Row {
  what: string
  /** What we have, in `unit`. Null where it could not be measured here. */
  ours: number | null
  /** What it is compared with; null for a plain limit. */
  reference: { name: string; value: number | null } | null
  unit: 'ms' | 'MB' | 'kB' | 'tps'
  /** The ratio to the reference, or the value itself where there is none, may be this at most. Null: just to know. */
  budget: number | null
  /** More is better: it must be this at least. */
  atLeast?: true
}

export type Verdict = 'kept' | 'missed' | '' | 'not measured'

export function verdict(row: Row): Verdict {
  const measured = row.reference ? ratio(row) : row.ours
  if (measured === null) return 'not measured'
  if (row.budget === null) return ''
  const kept = row.atLeast ? measured >= row.budget : measured <= row.budget
  return kept ? 'kept' : 'missed'
}

/** Ours over the reference. */
export function ratio({ ours, reference }: Row): number | null {
  return ours === null || !reference || reference.value === null ? null : ours / reference.value
}

const headings = ['what', 'ours', 'reference', 'ratio', 'budget', 'verdict'] as const

/** The table as text, columns aligned. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    amount(row.ours, row.unit),
    row.reference ? `${amount(row.reference.value, row.unit)} ${row.reference.name}` : '',
    row.reference ? (ratio(row)?.toFixed(2) ?? '') : '',
    budget(row),
    verdict(row),
  ])
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((line) => line[column]?.length ?? 0)),
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return `${[headings, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n')}\n`
}

function budget(row: Row): string {
  if (row.budget === null) return ''
  return `${row.atLeast ? '≥' : '≤'} ${row.reference ? row.budget.toFixed(2) : amount(row.budget, row.unit)}`
}

function amount(value: number | null, unit: Row['unit']): string {
  if (value === null) return '?'
  return `${value < 10 ? value.toFixed(3) : value.toFixed(0)} ${unit}`
}
