/**
 * What is no longer kept: beyond the limit, the oldest statements whose transaction is over, and what they changed, are
 * forgotten. Row versions that nobody can see go with them. The views say from which statement on all is kept.
 */
import { get, remove, values } from './int-map.ts'
import { keptWeight } from './limits.ts'
import type { JournalState } from './model.ts'
import type { Table } from './table-model.ts'
import { weightOf } from './weight.ts'

export function forgetOld(state: JournalState, limit: number = keptWeight): JournalState {
  if (state.weight <= limit) return state
  const enough = limit * 0.75
  let { changes, statements, weight, keptFrom } = state
  for (const change of values(state.changes)) {
    if (weight <= enough) break
    if (get(state.writers, change.writer)?.end === null) continue
    changes = remove(changes, change.id)
    if (change.kind === 'rows') weight -= weightOf(change.rows)
    const { statement } = change
    const session = statement && get(state.sessions, statement.session)
    const number = session && get(session.ordinals, statement.ordinal)
    keptFrom = Math.max(keptFrom, (number ?? 0) + 1)
  }
  for (const statement of values(state.statements)) {
    if (statement.number >= keptFrom && weight <= enough) break
    const span = statement.span === null ? undefined : get(state.spans, statement.span)
    if (!span?.end) continue
    statements = remove(statements, statement.number)
    weight -= statement.text.length
    keptFrom = Math.max(keptFrom, statement.number + 1)
  }
  const after = { ...state, changes, statements, weight, keptFrom }
  return hasLastingSnapshot(after) ? after : { ...after, tables: withoutDeadRows(after) }
}

function hasLastingSnapshot(state: JournalState): boolean {
  return values(state.sessions).some(({ span }) => span !== null && get(state.spans, span)?.snapshot != null)
}

function withoutDeadRows(state: JournalState): JournalState['tables'] {
  return Object.fromEntries(
    Object.values(state.tables).map((table) => [table.key, withoutDead(state, table)]),
  )
}

function withoutDead(state: JournalState, table: Table): Table {
  let { versions } = table
  const how = (writer: number) => get(state.writers, writer)?.end?.how
  for (const { id, begin, ends } of values(versions)) {
    const never = begin !== null && how(begin.writer) === 'rolled back'
    if (never || ends.some(({ writer }) => how(writer) === 'committed')) versions = remove(versions, id)
  }
  return { ...table, versions }
}
