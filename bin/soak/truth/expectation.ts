/** What the panel says that somebody sees of a table, and how it differs from what a SELECT has shown. */
import type { JournalValue } from '../../../lib/postgres/client/journal.ts'
import { get } from '../../../lib/transactions/int-map.ts'
import type { JournalState } from '../../../lib/transactions/model.ts'
import { selectSight } from '../../../lib/transactions/views/select-sight.ts'
import type { SightView } from '../../../lib/transactions/views/sight-view.ts'
import type { Entry } from './recording.ts'
import type { Verdict } from './report.ts'

interface ExpectedRow {
  columns: readonly string[]
  values: readonly JournalValue[]
  xmin: number | null
  xmax: number | null
}

export interface Expectation {
  /** Why nothing is said; null where something is. */
  unknown: string | null
  rows: ReadonlyMap<string, ExpectedRow>
  /** Rows that it may see. */
  doubtful: number
  /** Rows may be missing. */
  complete: boolean
}

export function expectation(
  state: JournalState,
  viewer: number | null,
  tables: readonly string[],
): Expectation {
  const rows = new Map<string, ExpectedRow>()
  let [unknown, doubtful, complete]: [string | null, number, boolean] = [null, 0, true]
  for (const table of tables) {
    const view = selectSight(state, { table, rows: 'all', count: 1e6 })
    if (view === null) continue
    const index = viewerIndex(state, view, viewer)
    const found = view.viewers[index]
    if (!found) unknown = 'no such viewer'
    if (found?.sees === 'unknown') unknown ??= found.heading
    complete &&= view.complete
    for (const { cells } of view.rows) {
      const cell = cells[index]
      if (cell?.sees === 'unknown') doubtful++
      if (cell?.sees !== 'row' || cell.version === null) continue
      const columns = view.columns.map(({ name }) => name)
      rows.set(`${table} ${cell.version.place}`, {
        columns,
        values: cell.values ?? [],
        xmin: cell.version.xmin,
        xmax: cell.version.xmax,
      })
    }
  }
  return { unknown, rows, doubtful, complete }
}

function viewerIndex(state: JournalState, { viewers }: SightView, pid: number | null): number {
  if (pid === null) return viewers.findIndex(({ session }) => session === null)
  const key = `s${get(state.pids, pid)}`
  return viewers.findIndex(({ session }) => session?.key === key)
}

export function mistakesIn(expected: Expectation, seen: Extract<Entry, { kind: 'seen' }>): Verdict {
  if (expected.unknown === 'no such viewer') return { wrong: [expected.unknown], unknown: [] }
  if (expected.unknown !== null) return { wrong: [], unknown: [expected.unknown] }
  const wrong: string[] = []
  const unknown: string[] = []
  const left = new Map(expected.rows)
  for (const row of seen.rows) {
    const told = left.get(row.place)
    left.delete(row.place)
    if (told) compareRow(told, row, seen.columns, wrong, unknown)
    else if (expected.doubtful > 0 || !expected.complete) unknown.push('row')
    else
      wrong.push(
        `only PostgreSQL shows ${row.place} ${JSON.stringify(row.values).slice(0, 200)} of ${row.xmin}`,
      )
  }
  for (const [place, { values, xmin }] of left) {
    wrong.push(`only the journal shows ${place} ${JSON.stringify(values).slice(0, 200)} of ${xmin}`)
  }
  return { wrong, unknown }
}

function compareRow(
  told: ExpectedRow,
  { place, values, xmin }: Extract<Entry, { kind: 'seen' }>['rows'][number],
  columns: readonly string[],
  wrong: string[],
  unknown: string[],
): void {
  if (told.xmin === null) unknown.push('xmin')
  else if (told.xmin !== xmin) wrong.push(`${place} is of ${told.xmin}; PostgreSQL: ${xmin}`)
  columns.forEach((column, at) => {
    const index = told.columns.indexOf(column)
    const value = told.values[index]
    if (index === -1 || value === undefined) unknown.push('column')
    else if (typeof value === 'object' && value !== null) unknown.push(`value: ${value.unknown}`)
    else if (value !== values[at]) {
      const [mine, theirs] = [value, values[at]].map((each) => JSON.stringify(each)?.slice(0, 80))
      wrong.push(`${column} of ${place} is ${mine}; PostgreSQL: ${theirs}`)
    }
  })
}
