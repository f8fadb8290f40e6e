/** How much a batch of rows weighs against the limit, in characters. */
import type { RowChange } from '../postgres/client/journal.ts'

export function weightOf(rows: readonly RowChange[]): number {
  let weight = 0
  for (const { oldRow, newRow } of rows) {
    for (const value of [...(oldRow ?? []), ...(newRow ?? [])]) {
      weight += typeof value === 'string' ? value.length + 20 : 20
    }
  }
  return weight
}
