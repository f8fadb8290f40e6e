/** How the views name things: sessions, statements, tables, rows. Sentences are made of these. */
import type { JournalRow, JournalValue, Place, TableShape } from '../postgres/client/journal.ts'
import { numberOf } from './fate.ts'
import { get } from './int-map.ts'
import type { JournalState, StatementKey } from './model.ts'
import type { Version } from './table-model.ts'
import type { ColumnValue, Completeness, RollbackCause, SessionRef, StatementRef } from './views/view.ts'

const unnamed = 'another session'

export function sessionRef(state: JournalState, index: number): SessionRef {
  const name = get(state.sessions, index)?.name ?? null
  return { key: `s${index}`, name: name ?? unnamed, named: name !== null }
}

/** The index that a SessionRef's key stands for. */
export function sessionIndex(key: string): number {
  return Number(key.slice(1))
}

export function statementRef(state: JournalState, number: number | null): StatementRef | null {
  const statement = number === null ? undefined : get(state.statements, number)
  if (!statement) return null
  const { session, cell } = statement
  return { number: statement.number, session: sessionRef(state, session), cell }
}

export function keyRef(state: JournalState, key: StatementKey | null): StatementRef | null {
  return statementRef(state, numberOf(state, key))
}

/** With its schema where one would have to write it. */
export function tableTitle({ schema, name }: Pick<TableShape, 'schema' | 'name'>): string {
  return schema === 'public' || schema === '' ? name : `${schema}.${name}`
}

export function placeText({ block, offset }: Place): string {
  return `(${block},${offset})`
}

export function valueText(value: JournalValue | undefined): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? value : 'unknown'
}

/** A column of times with time zone. They are shown in UTC: no fact tells of a session's TimeZone. */
export function isInZone({ type }: { type: string }): boolean {
  return type.includes('with time zone')
}

/** A row in one line: its primary key, else its values. */
export function rowLabel(row: JournalRow, shape: TableShape): string {
  const columns = shape.key.length > 0 ? keyValues(row, shape).map(({ value }) => value) : row
  return columns.map(valueText).join(', ')
}

/** The values of its primary key; empty without one. */
export function keyValues(row: JournalRow, shape: TableShape): ColumnValue[] {
  return shape.key.flatMap((name) => columnValues(row, shape).filter(({ column }) => column === name))
}

export function columnValues(row: JournalRow, { columns }: TableShape): ColumnValue[] {
  return columns.map(({ name, type }, at) => ({ column: name, type, value: row[at] ?? null }))
}

/** "row tea of stock"; by its place where its values are not known. */
export function versionText({ row, shape, place }: Version): string {
  const label = row === null ? placeText(place) : rowLabel(row, shape)
  return `row ${label} of ${tableTitle(shape)}`
}

/** "alice", "alice and bob", "alice, bob and carol". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** "1 row", "2 rows", "100,000 rows". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : `${noun}s`}`
}

/** The first line of a text that says something. */
export function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').trim()
}

/** Why it was rolled back, as a line of the panel says it: "ROLLBACK TO s1", "error 23505". */
export function causeText(cause: RollbackCause | null): string {
  switch (cause?.kind) {
    case 'ROLLBACK':
      return 'ROLLBACK'
    case 'ROLLBACK TO':
      return cause.savepoint === null ? 'ROLLBACK TO a savepoint' : `ROLLBACK TO ${cause.savepoint}`
    case 'error':
      return cause.refused ? `COMMIT was refused, error ${cause.code}` : `error ${cause.code}`
    case 'exception':
      return 'an error that the statement caught'
    case 'closed':
      return 'its session was closed'
    case 'terminated':
      return 'its session was terminated'
    case 'crash':
      return 'crash'
    default:
      return 'not known why'
  }
}

export function completeness(state: JournalState): Completeness {
  const sentences = state.lost.map(({ by, message }) => {
    return `What was written around #${by} could not be read (${message}): what it did is unknown.`
  })
  return { keptFrom: state.keptFrom, lost: sentences }
}
