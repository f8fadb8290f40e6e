'use client'
/** Time down: a column for each session. */
import { classes } from '../../primitives/classes.ts'
import type { TimelineGridProps } from './grid.tsx'
import { LaneHead } from './lane-head.tsx'
import { Now } from './now.tsx'
import { StatementCell } from './statement-cell.tsx'

export function StatementRows(props: TimelineGridProps) {
  const { view, lanes, geometry, columns, before, after, selected, active } = props
  const { head, side, step } = geometry
  return (
    <>
      <thead>
        <tr aria-rowindex={1}>
          <th
            scope="col"
            aria-colindex={1}
            className="sticky top-0 z-2 border-line-strong border-b bg-raised p-0"
            style={{ width: side, height: head }}
          >
            <span className="sr-only">Statement</span>
          </th>
          {lanes.map((lane, index) => (
            <th
              key={lane.keys[0]}
              scope="col"
              aria-colindex={index + 2}
              style={{ width: geometry.lanes[index]?.size }}
              className="sticky top-0 z-2 border-line-strong border-b bg-raised p-0 text-start"
            >
              <LaneHead session={lane.session} wide />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <Room height={before * step} />
        {columns.map((column) => (
          <tr key={column.number} aria-rowindex={column.number - view.first + 2} style={{ height: step }}>
            <th
              scope="row"
              aria-colindex={1}
              className={classes(
                'p-0 text-start font-normal tabular-nums',
                column.future ? 'text-ink-3' : 'text-ink-2',
                column.number === selected && 'font-semibold text-accent',
                column.number === view.at && 'border-accent border-b-2',
              )}
            >
              {column.number}
            </th>
            {lanes.map((lane, index) => (
              <StatementCell
                key={lane.keys[0]}
                column={column}
                lane={lane}
                index={index}
                active={active}
                selected={selected}
                aria-colindex={index + 2}
                className={classes(column.number === view.at && 'border-accent border-b-2')}
              />
            ))}
          </tr>
        ))}
        <Room height={after * step} />
        <tr aria-rowindex={view.last - view.first + 3} style={{ height: step }}>
          <th
            scope="row"
            aria-colindex={1}
            className={classes(
              'p-0 text-start font-semibold',
              view.at === null ? 'border-accent border-t text-accent' : 'text-ink-3',
            )}
          >
            now
          </th>
          {lanes.map((lane, index) => (
            <td
              key={lane.keys[0]}
              aria-colindex={index + 2}
              className={classes('p-0', view.at === null && 'border-accent border-t')}
              style={{ paddingInlineStart: (geometry.lanes[index]?.track ?? 0) + 14 }}
            >
              <Now lane={lane} past={view.at !== null} />
            </td>
          ))}
        </tr>
      </tbody>
    </>
  )
}

/** Rows that are not in the page. */
function Room({ height }: { height: number }) {
  return height > 0 && <tr style={{ height }} />
}
