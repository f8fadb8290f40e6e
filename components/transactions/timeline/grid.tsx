'use client'
/**
 * The timeline as a grid: a row for each session and a column for each statement, or the other way round. One stop for
 * Tab, arrows between statements; what is drawn lies below it. ARIA Authoring Practices, "Grid Pattern".
 */
import { type KeyboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import type { TimelineColumn, TimelineView } from '../../../lib/transactions/views/timeline-view.ts'
import { classes } from '../../primitives/classes.ts'
import { nowOf, placeOf } from './drawing.ts'
import { along, boxOf, type Geometry } from './geometry.ts'
import { LaneHead } from './lane-head.tsx'
import { type Lane, laneOf } from './lanes.ts'
import { numberAfter } from './moves.ts'
import { Now } from './now.tsx'

export interface TimelineGridProps {
  view: TimelineView
  lanes: readonly Lane[]
  geometry: Geometry
  /** Those that are in the page, in order. */
  columns: readonly TimelineColumn[]
  /** The statement that Tab comes to. */
  active: number
  /** The one that is chosen, if one is. */
  selected: number | null
  onSelect: (number: number) => void
  /** In a lane, where no statement stands. */
  onPoint: (lane: Lane, column: number) => void
  onLookBack: (number: number) => void
  /** Returns whether there was a past to leave. */
  onNow: () => boolean
  /** What a statement is called. */
  nameOf: (column: TimelineColumn) => string
}

export function TimelineGrid(props: TimelineGridProps) {
  const { view, lanes, geometry, columns } = props
  const grid = useRef<HTMLDivElement>(null)
  const onKeyDown = useGridKeys(grid, props)
  const { form } = geometry
  const counts = [view.last - view.first + 3, lanes.length + 1] as const
  const [columnCount, rowCount] = form === 'lanes' ? counts : [counts[1], counts[0]]
  const Rows = form === 'lanes' ? LaneRows : StatementRows
  return (
    // biome-ignore-start: placeholder
    <div
      ref={grid}
      role="grid"
      aria-label="Timeline: statements in their order. Arrow keys go from one to the next, Enter looks back to it, Escape comes back to now."
      aria-colcount={columnCount}
      aria-rowcount={rowCount}
      aria-readonly="true"
      onKeyDown={onKeyDown}
      className="absolute inset-0"
    >
      <Rows {...props} columns={columns} />
    </div>
  )
}
