'use client'
/** The rows of a change, a page at a time: however many there are, only those that are looked at are fetched. */
import { useEffect, useState } from 'react'
import type { RowChange } from '../../../lib/postgres/client/journal.ts'
import type { RowEntry, RowsEntry } from '../../../lib/transactions/views/changes-view.ts'
import type { BatchPart } from '../../../lib/transactions/views/joined-changes.ts'
import { selectRows } from '../../../lib/transactions/views/select-changes.ts'
import { useNotebook } from '../../notebook/notebook-context.tsx'
import { Button } from '../../primitives/button.tsx'
import type { JournalStore } from '../journal-store.ts'
import { useJournal } from '../panel-context.tsx'
import { RowLine } from './row-line.tsx'

/** Rows on a page. */
const size = 5

export function RowPages({ entry }: { entry: RowsEntry }) {
  const [from, setFrom] = useState(0)
  const { rows, problem } = useRows(entry, from)
  const { count, fate, operation } = entry
  const to = Math.min(from + size, count)
  return (
    <>
      <ol className="mt-0.5 grid gap-0.5 [overflow-wrap:anywhere]">
        {rows.map((row) => (
          <li key={`${row.oldPlace} ${row.newPlace}`}>
            <RowLine row={row} operation={operation} fate={fate} />
          </li>
        ))}
      </ol>
      {problem !== '' && <p className="mt-1 text-ink">{problem}</p>}
      {count > size && (
        <div className="mt-1.5 flex flex-wrap items-center gap-2">
          <p className="min-w-0 flex-1 text-ink-2 tabular-nums">
            {(from + 1).toLocaleString('en')} to {to.toLocaleString('en')} of {count.toLocaleString('en')}
          </p>
          <Button size="small" disabled={from === 0} onClick={() => setFrom(from - size)}>
            Previous
          </Button>
          <Button size="small" disabled={to >= count} onClick={() => setFrom(from + size)}>
            Next
          </Button>
          <Button size="small" disabled={to >= count} onClick={() => setFrom(lastFrom(count))}>
            Last
          </Button>
        </div>
      )}
    </>
  )
}

function lastFrom(count: number): number {
  return Math.floor((count - 1) / size) * size
}

interface Page {
  from: number
  rows: readonly RowEntry[]
  problem: string
}

/** Those that came with the change, else those that the journal still has. The last page stays until the next is there. */
function useRows({ rows, count, parts, change }: RowsEntry, from: number): Omit<Page, 'from'> {
  const { live } = useNotebook()
  const state = useJournal()
  const [page, setPage] = useState<Page>({ from: 0, rows: [], problem: '' })
  const to = Math.min(from + size, count)
  const here = to <= rows.length
  const journal = live?.journal
  useEffect(() => {
    if (here || !journal) return
    let gone = false
    const show = (next: Omit<Page, 'from'>) => {
      if (!gone) setPage({ from, ...next })
    }
    rowsFrom(journal, parts, from).then(
      (found) => show({ rows: selectRows(journal.getState(), change, found), problem: '' }),
      (error: unknown) => show({ rows: [], problem: sentenceOf(error) }),
    )
    return () => {
      gone = true
    }
  }, [journal, here, parts, from, change])
  if (here || state.count === 0) return { rows: rows.slice(from, to), problem: '' }
  return page
}

/** A page of rows, from whatever parts it lies in. */
async function rowsFrom(
  journal: JournalStore,
  parts: readonly BatchPart[],
  from: number,
): Promise<readonly RowChange[]> {
  const found: RowChange[] = []
  let first = from
  for (const { batch, count } of parts) {
    if (first < count && found.length < size)
      found.push(...(await journal.rows(batch, Math.max(0, first), size - found.length)))
    first -= count
  }
  return found
}

function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`
}
