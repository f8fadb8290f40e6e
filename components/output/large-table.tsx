'use client'
/** A result of many rows: only those in sight are in the page, in a scroller of fixed height under a standing head. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Table, TableScroller } from '../primitives/table.tsx'
import { ResultHead, ResultRow } from './result-row.tsx'
import type { ResultTableProps } from './small-table.tsx'

/** Pixels; every row has the same, so that a place in a million rows is found by multiplying. */
const rowHeight = 30
/** More rows than are ever in sight: a row that leaves gives its elements to one that comes. */
const mostSeen = 128
/** Pixels between columns, as DataCell's padding has them. */
const gap = 28

/** Rows above and below the sight stand as one empty row of their height; the numbers of the others are in aria-rowindex. */
export function LargeTable({ caption, looks, rows, onOpen }: Omit<ResultTableProps, 'flow'>) {
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  })
  const seen = virtualizer.getVirtualItems()
  const above = seen[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (seen.at(-1)?.end ?? 0)
  return (
    <TableScroller ref={scroller} label={caption} className="max-h-112 overflow-y-auto">
      <Table className="w-max table-fixed" aria-rowcount={rows.count + 1} aria-colcount={looks.length}>
        <caption className="sr-only">{caption}</caption>
        <colgroup>
          {looks.map(({ index, width }) => (
            <col key={index} style={{ width: `calc(${width}ch + ${gap}px)` }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-raised">
          <ResultHead looks={looks} flow="one-line" aria-rowindex={1} />
        </thead>
        <tbody>
          <Room height={above} />
          {seen.map(({ index }) => (
            <ResultRow
              key={index % mostSeen}
              flow="one-line"
              aria-rowindex={index + 2}
              style={{ height: rowHeight }}
              looks={looks}
              values={rows.row(index)}
              number={index + 1}
              onOpen={onOpen}
            />
          ))}
          <Room height={below} />
        </tbody>
      </Table>
    </TableScroller>
  )
}

/** The height of rows that are not in the page. */
function Room({ height }: { height: number }) {
  return height > 0 && <tr style={{ height }} />
}
