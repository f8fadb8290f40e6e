'use client'
/** What one statement has done to one table. */
import type { RowsEntry, TableEntry } from '../../../lib/transactions/views/changes-view.ts'
import { fateLooks } from '../fate-look.ts'
import { ChangeBlock } from './change-block.tsx'
import { RowPages } from './row-pages.tsx'

export function TableEntryBlock({ entry }: { entry: TableEntry }) {
  switch (entry.kind) {
    case 'rows':
      return (
        <ChangeBlock entry={entry} what={rowsInWords(entry)}>
          <RowPages entry={entry} />
        </ChangeBlock>
      )
    case 'truncation':
      return (
        <ChangeBlock entry={entry} what="truncation">
          <Whole fate={entry.fate}>all rows at once</Whole>
        </ChangeBlock>
      )
    case 'rewrite':
      return (
        <ChangeBlock entry={entry} what="rewrite">
          <Whole fate={entry.fate}>the same rows in a new file</Whole>
        </ChangeBlock>
      )
  }
}

/** What was done to the table as a whole. Struck through, it is no text for a screen reader to miss. */
function Whole({ fate, children }: { fate: TableEntry['fate']; children: string }) {
  const { text } = fateLooks[fate]
  return <p>{fate === 'rolled back' ? <s className={text}>{children}</s> : children}</p>
}

/** "update", "update of 3 rows". */
function rowsInWords({ operation, count }: RowsEntry): string {
  return count === 1 ? operation : `${operation} of ${count.toLocaleString('en')} rows`
}
