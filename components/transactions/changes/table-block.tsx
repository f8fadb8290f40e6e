'use client'
/** All changes of one table: counts where there are many, then each statement's, the newest first. */
import type { TableChanges } from '../../../lib/transactions/views/changes-view.ts'
import { Button } from '../../primitives/button.tsx'
import { Counts } from './counts.tsx'
import { TableEntryBlock } from './table-entry.tsx'

/** From so many rows on, they are counted. */
const many = 10

export function TableBlock({ table, onMore }: { table: TableChanges; onMore: () => void }) {
  const { title, partOf, inUtc, counts, entries, older } = table
  const rows = counts.pending + counts.committed + counts.rolledBack + counts.unknown
  return (
    <section aria-label={`Changes of table ${title}`}>
      <h3 className="font-semibold text-ink-2 text-small">
        Table {title}
        {partOf !== null && <span className="font-normal">, a part of {partOf}</span>}
        {inUtc && <span className="font-normal">, times with time zone in UTC</span>}
      </h3>
      {rows >= many && <Counts table={table} />}
      <ul className="mt-2 grid gap-2">
        {entries.map((entry) => (
          <li key={entry.change} className="min-w-0">
            <TableEntryBlock entry={entry} />
          </li>
        ))}
      </ul>
      {older > 0 && (
        <Button size="small" className="mt-2" onClick={onMore}>
          Show older changes ({older.toLocaleString('en')})
        </Button>
      )}
    </section>
  )
}
