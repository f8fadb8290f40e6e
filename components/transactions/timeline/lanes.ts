/** The lanes of a window: what the connections of one session of the lesson have done. Pure. */
import type { FrameLane, TimelineFrame } from '../../../lib/transactions/views/timeline-frame.ts'
import type {
  Span,
  Tick,
  TimelineLane,
  TimelineView,
  WaitGap,
} from '../../../lib/transactions/views/timeline-view.ts'
import type { SessionRef } from '../../../lib/transactions/views/view.ts'

export interface Lane extends FrameLane {
  ticks: readonly Tick[]
  spans: readonly Span[]
  gaps: readonly WaitGap[]
  /** After which statements a connection ended. */
  ends: readonly { after: number; reason: string }[]
}

/** Connections of one name share a lane, in the order of their statements. */
export function lanesOf(frame: TimelineFrame, view: TimelineView): Lane[] {
  return frame.lanes.map((lane) => {
    const parts = view.lanes.filter(({ session }) => lane.keys.includes(session.key))
    const all = <Part>(of: (part: TimelineLane) => readonly Part[]) => parts.flatMap(of)
    return {
      ...lane,
      ticks: all(({ ticks }) => ticks),
      spans: all(({ spans }) => spans),
      gaps: all(({ gaps }) => gaps),
      ends: all(({ ended }) => (ended ? [ended] : [])),
    }
  })
}

/** Index of the lane that a session is drawn in; -1 for one that has none. */
export function laneOf(lanes: readonly FrameLane[], session: SessionRef): number {
  return lanes.findIndex(({ keys }) => keys.includes(session.key))
}
