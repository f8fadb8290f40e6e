'use client'
/** Where a statement and a lane meet: the statement in words, or nothing. */
import type { ComponentProps } from 'react'
import type { TimelineColumn } from '../../../lib/transactions/views/timeline-view.ts'
import { classes } from '../../primitives/classes.ts'
import type { Lane } from './lanes.ts'

export interface StatementCellProps extends ComponentProps<'td'> {
  column: TimelineColumn
  lane: Lane
  /** Of the lane. */
  index: number
  active: number
  selected: number | null
}

export function StatementCell({
  column,
  lane,
  index,
  active,
  selected,
  className,
  ...rest
}: StatementCellProps) {
  const { number } = column
  if (!lane.keys.includes(column.session.key)) {
    return <td data-lane={index} data-column={number} className={classes('p-0', className)} {...rest} />
  }
  return (
    <td
      data-number={number}
      tabIndex={number === active ? 0 : -1}
      aria-current={number === selected ? 'true' : undefined}
      title={column.text}
      className={classes(
        'focus-inset cursor-pointer p-0 hover:bg-accent-soft/60 aria-[current]:bg-accent-soft/70 forced-colors:aria-[current]:outline-2',
        className,
      )}
      {...rest}
    >
      <span className="sr-only">{sentenceOf(column, lane)}</span>
    </td>
  )
}

/** What happened there: the statement, its wait, the transaction that ends with it. */
function sentenceOf({ number, session, future }: TimelineColumn, lane: Lane): string {
  const tick = lane.ticks.find((each) => each.number === number)
  if (future || !tick) return `#${number} by ${session.name}: after the moment that is shown.`
  const gaps = lane.gaps.filter(({ statement }) => statement === number)
  const waits = gaps.map(({ sentence, to }) => (to === null ? sentence : `${sentence} It went on at #${to}.`))
  const ended = tick.end === null ? [] : [`The transaction is ${tick.end}.`]
  return [tick.sentence, ...waits, ...ended].join(' ')
}
