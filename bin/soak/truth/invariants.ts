/** What must be true of the changes at every moment, whatever has happened. */
import type { ChangesView, TableChanges } from '../../../lib/transactions/views/changes-view.ts'
import type { SessionEntry } from '../../../lib/transactions/views/sessions-view.ts'
import type { ToldSession } from './recording.ts'

export interface Around {
  entries: readonly SessionEntry[]
  told: readonly ToldSession[]
  /** What had become of each change when it was looked at last, by its number. */
  fates: Map<number, string>
}

export function mistakesOfChanges(view: ChangesView, { entries, told, fates }: Around): string[] {
  const wrong: string[] = []
  const pending = new Map<string, number>()
  for (const table of view.tables) {
    wrong.push(...mistakesOfCounts(table))
    for (const entry of table.entries) {
      const { change, fate, session, xid } = entry
      const before = fates.get(change) ?? 'pending'
      if (before !== 'pending' && before !== fate) wrong.push(`change ${change} was ${before} and is ${fate}`)
      fates.set(change, fate)
      if (fate !== 'pending') continue
      const key = session?.key ?? ''
      if (entry.kind === 'rows') pending.set(key, (pending.get(key) ?? 0) + entry.count)
      const owner = entries.find((each) => each.session.key === key)
      const isOpen = told.some(
        ({ pid, status, waitsFor }) => pid === owner?.pid && (status !== 'I' || waitsFor.length > 0),
      )
      if (!isOpen)
        wrong.push(`change ${change} of transaction ${xid} is pending, and no transaction is open for it`)
    }
  }
  for (const { session, transaction } of entries) {
    const [rows, counted] = [transaction?.pending.rows ?? 0, pending.get(session.key) ?? 0]
    const isKnown = transaction !== null
    if (isKnown && rows !== counted)
      wrong.push(`${session.name} has ${rows} rows pending; ${counted} are listed`)
  }
  const sum = (fate: keyof ChangesView['counts']) =>
    view.tables.reduce((total, { counts }) => total + counts[fate], 0)
  for (const fate of ['pending', 'committed', 'rolledBack', 'unknown'] as const) {
    if (sum(fate) !== view.counts[fate])
      wrong.push(`${fate}: ${view.counts[fate]} in all; ${sum(fate)} by table`)
  }
  return wrong
}

/** Counters equal the rows that are listed. */
function mistakesOfCounts({ title, counts, entries }: TableChanges): string[] {
  const listed = { pending: 0, committed: 0, rolledBack: 0, unknown: 0 }
  const wrong: string[] = []
  for (const entry of entries) {
    if (entry.kind !== 'rows') continue
    listed[entry.fate === 'rolled back' ? 'rolledBack' : entry.fate] += entry.count
    if (entry.rows.length > entry.count) wrong.push(`${title}: ${entry.rows.length} rows of ${entry.count}`)
  }
  if (JSON.stringify(listed) !== JSON.stringify(counts)) {
    wrong.push(`${title}: ${JSON.stringify(counts)} counted; ${JSON.stringify(listed)} listed`)
  }
  return wrong
}
