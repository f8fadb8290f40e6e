/** Rows of a table in any order: each expected row must have a printed row of its own. */
import type { LineTest } from './line-pattern.ts'

/** `row` counts expected rows from 0; their number stands for a printed row that is too many. */
export interface RowDifference {
  row: number
  /** A printed row that no expected row describes, if there is one. */
  found: string | null
}

/** A test that is null is `…`: it lets any number of printed rows be too many. Kuhn's algorithm for matchings. */
export function matchRows(
  expected: readonly (LineTest | null)[],
  printed: readonly string[],
): RowDifference | null {
  const rowOf = new Map<number, number>()
  let unmatched: number | null = null
  for (const [row, test] of expected.entries()) {
    if (test !== null && !findPrinted(row, expected, printed, rowOf)) unmatched ??= row
  }
  const extra = printed.find((_text, index) => !rowOf.has(index)) ?? null
  if (unmatched !== null) return { row: unmatched, found: extra }
  return extra === null || expected.includes(null) ? null : { row: expected.length, found: extra }
}

/** Gives `row` a printed row, moving earlier expected rows to others where that helps (one augmenting path). */
function findPrinted(
  row: number,
  expected: readonly (LineTest | null)[],
  printed: readonly string[],
  rowOf: Map<number, number>,
): boolean {
  const cameFrom = new Map<number, number>()
  const open = [row]
  for (let current = open.shift(); current !== undefined; current = open.shift()) {
    for (const [index, text] of printed.entries()) {
      if (cameFrom.has(index) || !expected[current]?.(text)) continue
      cameFrom.set(index, current)
      const holder = rowOf.get(index)
      if (holder !== undefined) {
        open.push(holder)
        continue
      }
      takeOver(index, row, cameFrom, rowOf)
      return true
    }
  }
  return false
}

/** Goes the path back from a free printed row: each expected row on it takes the printed row at which it was looking. */
function takeOver(
  free: number,
  row: number,
  cameFrom: ReadonlyMap<number, number>,
  rowOf: Map<number, number>,
): void {
  const printedOf = new Map([...rowOf].map(([index, holder]) => [holder, index]))
  for (let index: number | undefined = free; index !== undefined; ) {
    const holder: number = cameFrom.get(index) ?? row
    const before = printedOf.get(holder)
    rowOf.set(index, holder)
    index = holder === row ? undefined : before
  }
}
