'use client'
/**
 * The timeline as a table to walk through: a row for each session and a column for each statement, or the other way
 * round. One stop for Tab, arrows between statements; what is drawn lies on it. ARIA practices, "Grid Pattern".
 */
import { type KeyboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useRef } from 'react'
import type { TimelineFrame } from '../../../lib/transactions/views/timeline-frame.ts'
import type { TimelineColumn } from '../../../lib/transactions/views/timeline-view.ts'
import type { Geometry } from './geometry.ts'
import { LaneRows } from './lane-rows.tsx'
import type { Lane } from './lanes.ts'
import { StatementRows } from './statement-rows.tsx'

export interface TimelineGridProps {
  view: TimelineFrame
  lanes: readonly Lane[]
  geometry: Geometry
  /** Those that are in the page, in order; `before` and `after` count those that are not. */
  columns: readonly TimelineColumn[]
  before: number
  after: number
  /** The statement that Tab comes to. */
  active: number
  /** The one that is chosen; null: none. */
  selected: number | null
  onSelect: (number: number) => void
  /** In a lane, where no statement stands. */
  onPoint: (lane: Lane, column: number) => void
  onLookBack: (number: number) => void
  onNow: () => void
  /** The statement that a key leads to; null for a key that moves nothing. */
  numberAfter: (key: string) => number | null
}

const help =
  'Timeline: statements in their order. Arrow keys go from one to the next, Enter looks back to it, Escape comes back to now.'

/** A table whose cells take the focus. */
const asGrid = { role: 'grid', 'aria-readonly': true } as const

export function TimelineGrid(props: TimelineGridProps) {
  const { view, lanes, geometry } = props
  const grid = useRef<HTMLTableElement>(null)
  const onKeyDown = useGridKeys(grid, props)
  const onClick = (event: MouseEvent) => {
    const cell = event.target instanceof Element ? event.target.closest('td') : null
    const number = Number(cell?.dataset.number)
    const lane = lanes[Number(cell?.dataset.lane)]
    const column = Number(cell?.dataset.column)
    if (number > 0) props.onSelect(number)
    else if (lane && column > 0) props.onPoint(lane, column)
  }
  const isFlat = geometry.form === 'lanes'
  const statements = view.last - view.first + 3
  const sessions = lanes.length + 1
  return (
    <table
      ref={grid}
      {...asGrid}
      aria-label={help}
      aria-colcount={isFlat ? statements : sessions}
      aria-rowcount={isFlat ? sessions : statements}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="relative table-fixed border-separate border-spacing-0 text-micro"
      style={{ width: isFlat ? geometry.length : geometry.breadth }}
    >
      {isFlat ? <LaneRows {...props} /> : <StatementRows {...props} />}
    </table>
  )
}

/** A statement that is gone to by keys is chosen, and has the focus as soon as it is in the page. */
function useGridKeys(grid: RefObject<HTMLTableElement | null>, props: TimelineGridProps) {
  const wanted = useRef<number | null>(null)
  const { active } = props
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const cell = grid.current?.querySelector<HTMLElement>(`[data-number="${wanted.current}"]`)
    if (!cell) return
    wanted.current = null
    cell.focus({ preventScroll: true })
  })
  return (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { view } = props
    if (event.key === 'Escape') {
      if (view.at === null) return
      event.preventDefault()
      event.stopPropagation()
      props.onNow()
      return
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      props.onLookBack(active)
      return
    }
    const next = props.numberAfter(event.key)
    if (next === null) return
    event.preventDefault()
    wanted.current = next
    props.onSelect(next)
  }
}
