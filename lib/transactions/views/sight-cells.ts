/** What each viewer sees of one row: values, whose they are, and what differs from what is committed. */
import type { ColumnShape, JournalValue } from '../../postgres/client/journal.ts'
import { isOwn } from '../fate.ts'
import { get } from '../int-map.ts'
import type { JournalState } from '../model.ts'
import { keyRef, keyValues, placeText } from '../names.ts'
import type { Point } from '../point.ts'
import type { Sight } from '../sight.ts'
import type { Version } from '../table-model.ts'
import { labelOf, type SightLine } from './sight-lines.ts'
import type { SightCell, SightRow } from './sight-view.ts'

/** `columns` are those that are shown, in their order. */
export function sightRow(
  state: JournalState,
  sights: readonly Sight[],
  line: SightLine,
  columns: readonly ColumnShape[],
  point: Point,
): SightRow {
  const committed = line.seen.at(-1)
  const base = isVersion(committed) ? committed : undefined
  const cells = sights.map((sight, at): SightCell => {
    const version = line.seen[at]
    if (version === 'unknown') return nobody('unknown')
    if (version) return cellOf(state, sight, version, base, columns, point)
    return nobody(base && sight.sees === 'snapshot' ? 'not in this snapshot' : 'no row')
  })
  const { row, shape } = line.sample
  return {
    row: line.row,
    label: labelOf(line),
    key: row === null ? [] : keyValues(row, shape),
    cells,
    differs: isDifferent(cells),
  }
}

function isVersion(seen: Version | 'unknown' | null | undefined): seen is Version {
  return typeof seen === 'object' && seen !== null
}

function cellOf(
  state: JournalState,
  { session }: Sight,
  version: Version,
  committed: Version | undefined,
  columns: readonly ColumnShape[],
  point: Point,
): SightCell {
  const values = valuesOf(version, columns)
  const base = committed ? valuesOf(committed, columns) : null
  const { begin, ends, place } = version
  const own = session !== null && begin !== null && isOwn(state, begin.writer, session.index, point)
  const change = begin === null ? undefined : get(state.changes, begin.change)
  const ender = ends.filter(({ position }) => position <= point.position).at(-1)
  return {
    sees: 'row',
    values,
    own,
    differs: columns.flatMap(({ name }, at) => {
      const same = base !== null && JSON.stringify(base[at]) === JSON.stringify(values[at])
      return same ? [] : [name]
    }),
    writtenBy: change?.kind === 'rows' ? keyRef(state, change.statement) : null,
    version: {
      place: placeText(place),
      xmin: begin === null ? null : (get(state.writers, begin.writer)?.xid ?? null),
      xmax: ender === undefined ? null : (get(state.writers, ender.writer)?.xid ?? null),
    },
  }
}

function valuesOf({ row, shape }: Version, columns: readonly ColumnShape[]): JournalValue[] {
  if (row === null) return columns.map(() => ({ unknown: 'not told' }))
  // A column that was renamed is the same one; another that has got its name is not.
  return columns.map(({ name, number }) => {
    const at = shape.columns.findIndex((column) =>
      number === undefined || column.number === undefined ? column.name === name : column.number === number,
    )
    return at === -1 ? { unknown: 'the column is newer than this row' } : (row[at] ?? null)
  })
}

function nobody(sees: Exclude<SightCell['sees'], 'row'>): SightCell {
  return { sees, values: null, own: false, differs: [], writtenBy: null, version: null }
}

/** What is not known does not differ. */
function isDifferent(cells: readonly SightCell[]): boolean {
  const known = cells.filter(({ sees }) => sees !== 'unknown')
  return new Set(known.map(({ values }) => JSON.stringify(values))).size > 1
}
