'use client'
/** Time to the right: a row for each session. */
import { classes } from '../../primitives/classes.ts'
import type { TimelineGridProps } from './grid.tsx'
import { LaneHead } from './lane-head.tsx'
import type { Lane } from './lanes.ts'
import { Now } from './now.tsx'
import { StatementCell } from './statement-cell.tsx'

export function LaneRows(props: TimelineGridProps) {
  const { view, lanes, geometry, columns, before, after, selected } = props
  const { head, side, step } = geometry
  return (
    <>
      <thead>
        <tr aria-rowindex={1}>
          <th
            scope="col"
            aria-colindex={1}
            className="sticky start-0 z-2 bg-raised p-0"
            style={{ width: head, height: side }}
          >
            <span className="sr-only">Session</span>
          </th>
          <Room width={before * step} />
          {columns.map(({ number, future }) => (
            <th
              key={number}
              scope="col"
              aria-colindex={number - view.first + 2}
              style={{ width: step }}
              className={classes(
                'p-0 align-top font-normal tabular-nums',
                future ? 'text-ink-3' : 'text-ink-2',
                number === selected && 'font-semibold text-accent',
                number === view.at && 'border-accent border-e-2',
              )}
            >
              {number}
            </th>
          ))}
          <Room width={after * step} />
          <th
            scope="col"
            aria-colindex={view.last - view.first + 3}
            style={{ width: step }}
            className={classes(
              'p-0 align-top font-semibold',
              view.at === null ? 'border-accent border-s text-accent' : 'font-normal text-ink-3',
            )}
          >
            now
          </th>
        </tr>
      </thead>
      <tbody>
        {lanes.map((lane, index) => (
          <LaneRow key={lane.keys[0]} lane={lane} index={index} {...props} />
        ))}
      </tbody>
    </>
  )
}

function LaneRow({ lane, index, ...props }: TimelineGridProps & { lane: Lane; index: number }) {
  const { view, geometry, columns, before, after, selected } = props
  const height = geometry.lanes[index]?.size
  return (
    <tr aria-rowindex={index + 2} style={{ height }}>
      <th
        scope="row"
        aria-colindex={1}
        className="sticky start-0 z-2 border-line border-t bg-raised p-0 text-start align-top"
      >
        <LaneHead session={lane.session} />
      </th>
      <Room width={before * geometry.step} className="border-line border-t" />
      {columns.map((column) => (
        <StatementCell
          key={column.number}
          column={column}
          lane={lane}
          index={index}
          active={props.active}
          selected={selected}
          aria-colindex={column.number - view.first + 2}
          className={classes(
            'border-line border-t',
            column.number === view.at && 'border-e-2 border-e-accent',
          )}
        />
      ))}
      <Room width={after * geometry.step} className="border-line border-t" />
      <td
        aria-colindex={view.last - view.first + 3}
        className={classes(
          'border-line border-t p-0 pt-1.5 text-center align-top',
          view.at === null && 'border-s border-s-accent',
        )}
      >
        <Now lane={lane} past={view.at !== null} />
      </td>
    </tr>
  )
}

/** Columns that are not in the page. */
function Room({ width, className }: { width: number; className?: string }) {
  return width > 0 && <td aria-hidden="true" className={classes('p-0', className)} style={{ width }} />
}
