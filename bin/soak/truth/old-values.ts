/** Old rows, as the journal tells them, against what a SELECT has shown at their place before. */
import type { JournalRow } from '../../../lib/postgres/client/journal.ts'
import type { Fact } from '../../../lib/transactions/facts.ts'
import type { Entry } from './recording.ts'
import type { Verdict } from './report.ts'

type Rows = Extract<Fact, { type: 'rows' }>
type Shown = ReadonlyMap<string, string | null>

export class OldValues {
  /** Tables whose new file goes when somebody rolls back. */
  private readonly moved = new Set<string>()
  /** By key of the table: by ctid, what was shown there. */
  private readonly shown = new Map<string, Map<string, Shown>>()

  seen({ columns, rows }: Extract<Entry, { kind: 'seen' }>): void {
    for (const { place, values } of rows) {
      const [table = '', ctid = ''] = place.split(' ')
      const places = this.shown.get(table) ?? new Map<string, Shown>()
      this.shown.set(table, places)
      places.set(ctid, new Map(columns.map((column, at) => [column, values[at] ?? null])))
    }
  }

  told(fact: Fact): Verdict[] {
    if (fact.type === 'truncated' || fact.type === 'rewritten') {
      this.shown.delete(keyOf(fact.table))
      this.moved.add(keyOf(fact.table))
    } else if (fact.type === 'transaction-ended') {
      for (const table of fact.how === 'rolled back' ? this.moved : []) this.shown.delete(table)
    }
    // What a column is called is part of what was shown.
    else if (fact.type === 'catalogue' && fact.change.kind === 'column') this.shown.clear()
    else if (fact.type === 'crashed') this.shown.clear()
    else if (fact.type === 'rows') return this.rows(fact)
    return []
  }

  private rows({ table, rows }: Rows): Verdict[] {
    const places = this.shown.get(keyOf(table))
    if (!places) return []
    const names = table.columns.map(({ name }) => name)
    const verdicts: Verdict[] = []
    for (const { oldPlace, newPlace, oldRow } of rows) {
      const before = oldPlace && places.get(`(${oldPlace.block},${oldPlace.offset})`)
      if (before)
        verdicts.push(
          compare(names, oldRow, before, `${table.name} (${oldPlace?.block},${oldPlace?.offset})`),
        )
      if (newPlace) places.delete(`(${newPlace.block},${newPlace.offset})`)
    }
    return verdicts
  }
}

function keyOf({ database, oid }: Rows['table']): string {
  return `${database}.${oid}`
}

function compare(names: readonly string[], row: JournalRow | null, shown: Shown, where: string): Verdict {
  if (row === null) return { wrong: [], unknown: ['old row'] }
  const wrong: string[] = []
  const unknown: string[] = []
  names.forEach((name, at) => {
    const [value, before] = [row[at], shown.get(name)]
    if (before === undefined || value === undefined) return
    if (typeof value === 'object' && value !== null) unknown.push(`old value: ${value.unknown}`)
    else if (value !== before)
      wrong.push(
        `old ${name} of ${where} is ${value?.slice(0, 80)}; PostgreSQL had shown ${before?.slice(0, 80)}`,
      )
  })
  return { wrong, unknown }
}
