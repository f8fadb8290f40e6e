/** From statement to statement by keys: along the timeline in order, across it to the nearest one of the next lane. Pure. */
import type { FrameLane } from '../../../lib/transactions/views/timeline-frame.ts'
import type { TimelineColumn } from '../../../lib/transactions/views/timeline-view.ts'
import { laneOf } from './lanes.ts'

/** A statement, and whose. */
type Stop = Pick<TimelineColumn, 'number' | 'session'>

export type Form = 'lanes' | 'columns'

type Move = 'back' | 'on' | 'lane before' | 'lane after' | 'first' | 'last'

const moves: Record<Form, Record<string, Move>> = {
  lanes: {
    ArrowLeft: 'back',
    ArrowRight: 'on',
    ArrowUp: 'lane before',
    ArrowDown: 'lane after',
    Home: 'first',
    End: 'last',
  },
  columns: {
    ArrowUp: 'back',
    ArrowDown: 'on',
    ArrowLeft: 'lane before',
    ArrowRight: 'lane after',
    Home: 'first',
    End: 'last',
  },
}

/** The statement to go to; the same one at an edge. Null for a key that moves nothing. */
export function numberAfter(
  key: string,
  form: Form,
  number: number,
  columns: readonly Stop[],
  lanes: readonly FrameLane[],
): number | null {
  const move = moves[form][key]
  if (move === undefined) return null
  const at = columns.findIndex((column) => column.number === number)
  const found = (index: number) => columns[index]?.number ?? number
  switch (move) {
    case 'back':
      return found(at - 1)
    case 'on':
      return found(at + 1)
    case 'first':
      return found(0)
    case 'last':
      return found(columns.length - 1)
    case 'lane before':
    case 'lane after':
      return nearest(number, move === 'lane after' ? 1 : -1, columns, lanes)
  }
}

/** Of lanes without a statement the one behind them is the next. */
function nearest(
  number: number,
  step: 1 | -1,
  columns: readonly Stop[],
  lanes: readonly FrameLane[],
): number {
  const own = columns.find((column) => column.number === number)
  if (!own) return number
  for (let lane = laneOf(lanes, own.session) + step; lane >= 0 && lane < lanes.length; lane += step) {
    const there = columns.filter(({ session }) => laneOf(lanes, session) === lane)
    const best = there.reduce<Stop | null>(
      (found, next) =>
        found && Math.abs(found.number - number) <= Math.abs(next.number - number) ? found : next,
      null,
    )
    if (best) return best.number
  }
  return number
}
