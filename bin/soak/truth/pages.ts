/** A table's pages against what the panel says of its row versions, and of what is pending in it. */
import type { JournalState } from '../../../lib/transactions/model.ts'
import { selectChanges } from '../../../lib/transactions/views/select-changes.ts'
import { expectation } from './expectation.ts'
import type { Entry } from './recording.ts'
import type { Verdict } from './report.ts'

export function mistakesOfPages(
  state: JournalState,
  { table, tuples }: Extract<Entry, { kind: 'pages' }>,
): Verdict {
  const { rows, unknown: why } = expectation(state, null, [table])
  if (why !== null) return { wrong: [], unknown: [why] }
  const wrong: string[] = []
  const unknown: string[] = []
  const onPages = new Map(tuples.map((tuple) => [`${table} ${tuple.place}`, tuple]))
  for (const [place, { xmin, xmax }] of rows) {
    const tuple = onPages.get(place)
    if (!tuple) wrong.push(`${place} is committed; on its page there is nothing`)
    else {
      if (xmin === null) unknown.push('xmin')
      else if (xmin !== tuple.xmin) wrong.push(`${place} is of ${xmin}; on its page: ${tuple.xmin}`)
      // Whoever only locks a row takes the place of one whose end was rolled back.
      if (tuple.xmax !== null && xmax !== tuple.xmax)
        wrong.push(`${place} was ended by ${xmax}; on its page: ${tuple.xmax}`)
    }
  }
  const pending = pendingIn(state, table)
  if (pending === null) return { wrong, unknown: [...unknown, 'another file'] }
  const [begun, ended] = [tuples.filter(({ isBegun }) => isBegun), tuples.filter(({ isEnded }) => isEnded)]
  if (pending.begun !== begun.length || pending.ended !== ended.length) {
    wrong.push(
      `${table}: ${pending.begun} begun and ${pending.ended} ended are pending; on its pages: ${begun.length} and ${ended.length}`,
    )
  }
  return { wrong, unknown }
}

/** Versions begun and ended; null where a new file has taken the table's place. */
function pendingIn(state: JournalState, table: string): { begun: number; ended: number } | null {
  const changes = selectChanges(state, { limit: 1e6, fates: ['pending'] })
  const found = changes.tables.find((each) => each.table === table)
  if (found?.entries.some(({ kind }) => kind !== 'rows')) return null
  const pending = (operation: 'insert' | 'update' | 'delete') => found?.operations[operation].pending ?? 0
  return { begun: pending('insert') + pending('update'), ended: pending('delete') + pending('update') }
}
