/** Signs and words at a statement's place, and where each stands: an end or an error that came later stands later. Pure. */
import type { Tick, TimelineView } from '../../../lib/transactions/views/timeline-view.ts'
import { placeOf } from './drawing.ts'
import { type Lane, laneOf } from './lanes.ts'

export type SignKind =
  /** ■: a transaction of its own. */
  | 'alone'
  /** ○: a statement inside a transaction. */
  | 'inside'
  /** Here a snapshot that lasts was taken. */
  | 'snapshot'
  | 'committed'
  | 'rolled back'
  | 'error'
  /** An error that broke a ring. */
  | 'deadlock'
  /** It came after the moment that is shown. */
  | 'future'

export interface Sign {
  key: string
  lane: number
  at: number
  kind: SignKind
}

export interface Label {
  key: string
  lane: number
  at: number
  text: string
  isError: boolean
  /** Columns that it may fill without reaching into the next one. */
  room: number
}

/** Labels may not be wider than so many columns. */
const widest = 2

/** In the columns from..to, by number of statement. */
export function signsOf(
  view: TimelineView,
  lanes: readonly Lane[],
  shown: { from: number; to: number },
): Sign[] {
  const victims = new Set(view.deadlocks.map(({ victim }) => victim))
  const begun = lanes.flatMap((lane, index) =>
    lane.ticks
      .filter(({ number, until }) => until >= shown.from && number <= shown.to)
      .flatMap((tick) =>
        kindsOf(tick, victims.has(tick.number)).map(
          ({ number, kind }): Sign => ({
            key: `${tick.number} ${kind}`,
            lane: index,
            at: placeOf(view, number),
            kind,
          }),
        ),
      ),
  )
  const future = view.columns
    .filter((column) => column.future && column.number >= shown.from && column.number <= shown.to)
    .map(
      ({ number, session }): Sign => ({
        key: `${number} future`,
        lane: laneOf(lanes, session),
        at: placeOf(view, number),
        kind: 'future',
      }),
    )
  return [...begun, ...future]
}

/** One word above each statement; that of an error stands where the error came. */
export function labelsOf(
  view: TimelineView,
  lanes: readonly Lane[],
  shown: { from: number; to: number },
): Label[] {
  return lanes.flatMap((lane, index) => {
    const words = lane.ticks
      .filter(({ number, until }) => until >= shown.from - widest && number <= shown.to + widest)
      .map((tick) => ({
        number: tick.state === 'error' ? tick.until : tick.number,
        text: tick.label,
        isError: tick.state === 'error',
      }))
    return words
      .map(({ number, ...word }, at): Label => {
        const before = number - (words[at - 1]?.number ?? Number.NEGATIVE_INFINITY)
        // Behind the last statement is *now*, which belongs to nobody's word.
        const after = (words[at + 1]?.number ?? view.last + 1) - number
        const room = Math.min(before, after, widest)
        return { key: `${number} ${at}`, lane: index, at: placeOf(view, number), room, ...word }
      })
      .filter(({ text }) => text !== '')
  })
}

function kindsOf(tick: Tick, isVictim: boolean): { number: number; kind: SignKind }[] {
  const last: SignKind | null =
    tick.end ?? (tick.state === 'error' ? (isVictim ? 'deadlock' : 'error') : null)
  const first: SignKind = tick.snapshot ? 'snapshot' : tick.place
  if (last === null) return [{ number: tick.number, kind: first }]
  if (tick.until === tick.number) return [{ number: tick.number, kind: last }]
  return [
    { number: tick.number, kind: first },
    { number: tick.until, kind: last },
  ]
}
