/** Which rows of a table anybody sees, who sees which version of them, and which are not seen alike. */
import type { JournalState } from '../model.ts'
import { keyValues, placeText, rowLabel } from '../names.ts'
import type { Point } from '../point.ts'
import { type Sight, sightsOf } from '../sight.ts'
import type { Table, Version } from '../table-model.ts'

export interface SightLines {
  sights: readonly Sight[]
  /** Of all versions that anybody sees, the last that came about. */
  newest: Version | null
  /** In no order. */
  lines: readonly SightLine[]
  /** It is known of every viewer what it sees. */
  known: boolean
}

export interface SightLine {
  /** Unique in the table. */
  row: string
  /** One of its versions. */
  sample: Version
  /** In the order of the sights: what each sees of it; null: nothing. */
  seen: readonly (Version | 'unknown' | null)[]
}

const linesByState = new WeakMap<JournalState, Map<string, SightLines>>()

/** All rows that anybody sees. Made once for each state and moment. */
export function sightLinesOf(state: JournalState, table: Table, point: Point): SightLines {
  const made = linesByState.get(state) ?? new Map<string, SightLines>()
  linesByState.set(state, made)
  const question = `${table.key} ${point.past ? point.number : ''}`
  const lines = made.get(question) ?? makeLines(state, table, point)
  made.set(question, lines)
  return lines
}

/** Whether two of those of whom it is known see different versions, which may yet be equal. */
export function mayDiffer({ seen }: SightLine): boolean {
  const known = seen.filter((version) => version !== 'unknown')
  return known.some((version) => version !== known[0])
}

/** By keys that are numbers by their value, by others by their text. */
export function inOrder(lines: readonly SightLine[]): SightLine[] {
  return lines.toSorted((one, other) => compare(tagOf(one.sample), tagOf(other.sample)))
}

export function labelOf({ sample }: SightLine): string {
  return tagOf(sample).label
}

function makeLines(state: JournalState, table: Table, point: Point): SightLines {
  const sights = sightsOf(state, table, point)
  const lines = new Map<string, { row: string; sample: Version; seen: (Version | 'unknown' | null)[] }>()
  const nobody = sights.map(({ versions }) => (versions === null ? 'unknown' : null))
  let newest: Version | null = null
  for (const [at, { versions, doubtful }] of sights.entries()) {
    const note = (version: Version, sees: Version | 'unknown') => {
      const { row } = tagOf(version)
      const line = lines.get(row) ?? { row, sample: version, seen: [...nobody] }
      lines.set(row, line)
      line.sample = version
      line.seen[at] = sees
      if (newest === null || newest.id < version.id) newest = version
    }
    for (const version of versions ?? []) note(version, version)
    for (const version of doubtful) note(version, 'unknown')
  }
  const known = sights.every((sight) => sight.versions !== null && sight.doubtful.length === 0)
  return { sights, newest, lines: [...lines.values()], known }
}

/** What a version's row is called; it stays so. */
interface Tag {
  row: string
  label: string
  /** NaN for a label that is no number. */
  number: number
}

const tags = new WeakMap<Version, Tag>()

function tagOf(version: Version): Tag {
  const known = tags.get(version)
  if (known) return known
  const { row, shape, place } = version
  const label = row === null ? placeText(place) : rowLabel(row, shape)
  const tag = { row: rowOf(version), label, number: label === '' ? Number.NaN : Number(label) }
  tags.set(version, tag)
  return tag
}

/** By primary key; without one, by the row that updates have kept the same. */
function rowOf({ row, shape, chain }: Version): string {
  const key = row === null ? [] : keyValues(row, shape).map(({ value }) => value)
  const known = key.length > 0 && key.every((value) => typeof value === 'string')
  return known ? JSON.stringify(key) : `row ${chain}`
}

function compare(one: Tag, other: Tag): number {
  if (!Number.isNaN(one.number) && !Number.isNaN(other.number) && one.number !== other.number) {
    return one.number - other.number
  }
  if (one.label !== other.label) return one.label < other.label ? -1 : 1
  return one.row.length - other.row.length || (one.row < other.row ? -1 : 1)
}
