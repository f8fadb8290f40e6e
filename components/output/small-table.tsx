/** A result of a few rows, all of them in the page: lines of a value keep their own lines. */
import { Table, TableScroller } from '../primitives/table.tsx'
import type { ColumnLook } from './column-look.ts'
import type { Flow } from './flow.ts'
import { type OpenListener, ResultHead, ResultRow } from './result-row.tsx'
import type { RowIndex } from './row-index.ts'

export interface ResultTableProps {
  /** What it is and how much of it, for a screen reader. */
  caption: string
  looks: readonly ColumnLook[]
  rows: RowIndex
  flow: Flow
  onOpen: OpenListener
}

/** At most `limit` rows from the beginning. */
export function SmallTable({
  caption,
  looks,
  rows,
  flow,
  limit,
  onOpen,
}: ResultTableProps & { limit: number }) {
  return (
    <TableScroller label={caption}>
      <Table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <ResultHead looks={looks} flow={flow} />
        </thead>
        <tbody>
          {rows.first(limit).map(({ number, values }) => (
            <ResultRow
              key={number}
              looks={looks}
              values={values}
              number={number}
              flow={flow}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </Table>
    </TableScroller>
  )
}
