/** Compares what a cell printed with what its lesson expects. Never takes more than lines × lines steps. */
import { anyLines, hasPattern, type LineTest, lineTest } from './line-pattern.ts'
import { matchRows } from './rows.ts'
import { findTables } from './tables.ts'

/** The first line that differs. Lines count from 0; null stands for *no further line*. */
export interface Difference {
  expectedLine: number
  expected: string | null
  found: string | null
}

export interface CompareOptions {
  /** Rows of tables compare in any order. */
  unordered: boolean
}

/** Null if they agree. Blanks at the ends of lines and empty lines at the end do not count. */
export function compareOutput(expected: string, printed: string, options: CompareOptions): Difference | null {
  const expectedLines = linesOf(expected)
  const units = unitsOf(expectedLines, options.unordered)
  const found = options.unordered ? withRowsTogether(linesOf(printed)) : linesOf(printed)
  const miss = matchUnits(units, found, expectedLines.length)
  return miss && { expectedLine: miss.line, expected: expectedLines[miss.line] ?? null, found: miss.found }
}

/** Lines without the empty ones at the end. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/)
  while (lines.at(-1)?.trim() === '') lines.pop()
  return lines
}

/** For each expected line how it is to be compared; null for `…`. */
export function lineTests(lines: readonly string[]): (LineTest | null)[] {
  const loose = new Set<number>()
  for (const table of findTables(lines)) {
    if (!lines.slice(table.from, table.to).some(hasPattern)) continue
    for (let index = table.from; index < table.to; index++) loose.add(index)
  }
  return lines.map((line, index) => (line.trim() === anyLines ? null : lineTest(line, loose.has(index))))
}

/** A line, or with `unordered` all rows of a table, joined by line ends. */
type Found = string

/** The first line that differs, and what was printed instead. */
interface Miss {
  line: number
  found: string | null
}

interface Unit {
  line: number
  /** Null stands for `…`: any number of units. */
  test: ((found: Found) => Miss | null) | null
}

function unitsOf(lines: readonly string[], unordered: boolean): Unit[] {
  const tests = lineTests(lines)
  const tables = unordered ? findTables(lines) : []
  const units: Unit[] = []
  for (let line = 0; line < lines.length; line++) {
    const table = tables.find(({ rowsFrom, rowsTo }) => rowsFrom === line && rowsTo > line)
    if (table === undefined) {
      const test = tests[line]
      units.push({ line, test: test ? (found) => (test(found) ? null : { line, found }) : null })
    } else {
      units.push({ line, test: rowsTest(tests.slice(table.rowsFrom, table.rowsTo), line) })
      line = table.rowsTo - 1
    }
  }
  return units
}

function rowsTest(rows: readonly (LineTest | null)[], line: number): Unit['test'] {
  return (found) => {
    const difference = matchRows(rows, found.split('\n'))
    return difference && { line: line + difference.row, found: difference.found }
  }
}

function withRowsTogether(lines: readonly string[]): Found[] {
  const found: Found[] = []
  let next = 0
  for (const { rowsFrom, rowsTo } of findTables(lines)) {
    found.push(...lines.slice(next, rowsFrom))
    if (rowsTo > rowsFrom) found.push(lines.slice(rowsFrom, rowsTo).join('\n'))
    next = rowsTo
  }
  return [...found, ...lines.slice(next)]
}

/**
 * Between two `…` stands a run of units. Taking for each run the first place where it fits loses nothing, except that the
 * last run must fit at the end.
 */
function matchUnits(units: readonly Unit[], found: readonly Found[], end: number): Miss | null {
  const [first = [], ...others] = splitRuns(units)
  const start = matchAt(first, found, 0)
  if (start.miss !== null) return start.miss
  let at = first.length
  if (others.length === 0) {
    const extra = found[at]
    return extra === undefined ? null : { line: end, found: extra.split('\n', 1)[0] ?? '' }
  }
  for (const [index, run] of others.entries()) {
    const last = index === others.length - 1
    const match = last
      ? matchAt(run, found, Math.max(at, found.length - run.length))
      : firstMatch(run, found, at)
    if (match.miss !== null) return match.miss
    at = match.from + run.length
  }
  return null
}

function splitRuns(units: readonly Unit[]): Unit[][] {
  const runs: Unit[][] = [[]]
  for (const unit of units) {
    if (unit.test === null) runs.push([])
    else runs.at(-1)?.push(unit)
  }
  return runs
}

interface Match {
  from: number
  /** How many units fit before the first that misses. */
  matched: number
  miss: Miss | null
}

/** The first place where the run fits, else the place where most of it does. */
function firstMatch(run: readonly Unit[], found: readonly Found[], from: number): Match {
  let best = matchAt(run, found, from)
  for (let at = from + 1; best.miss !== null && at + run.length <= found.length; at++) {
    const match = matchAt(run, found, at)
    if (match.miss === null || match.matched > best.matched) best = match
  }
  return best
}

function matchAt(run: readonly Unit[], found: readonly Found[], from: number): Match {
  for (const [matched, unit] of run.entries()) {
    const text = found[from + matched]
    const miss = text === undefined ? { line: unit.line, found: null } : (unit.test?.(text) ?? null)
    if (miss !== null) return { from, matched, miss }
  }
  return { from, matched: run.length, miss: null }
}
