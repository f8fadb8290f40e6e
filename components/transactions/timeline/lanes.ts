/** One lane for each session of the lesson, also where it has connected more than once. Pure. */
import type { Span, Tick, TimelineView, WaitGap } from '../../../lib/transactions/views/timeline-view.ts'
import type { SessionRef } from '../../../lib/transactions/views/view.ts'

export interface Lane {
  /** Of its connections, the last one. */
  session: SessionRef
  /** SessionRef.key of all its connections. */
  keys: readonly string[]
  ticks: readonly Tick[]
  spans: readonly Span[]
  gaps: readonly WaitGap[]
  /** After which statements a connection ended. */
  ends: readonly { after: number; reason: string }[]
  /** How many savepoints are nested at most. */
  depth: number
}

/** Connections of one name share a lane, in the order of their statements. */
export function lanesOf(view: TimelineView): Lane[] {
  const lanes = new Map<string, Lane>()
  for (const { session, ticks, spans, gaps, ended } of view.lanes) {
    const name = session.named ? `name ${session.name}` : `key ${session.key}`
    const before = lanes.get(name)
    const all = [...(before?.spans ?? []), ...spans]
    lanes.set(name, {
      session,
      keys: [...(before?.keys ?? []), session.key],
      ticks: [...(before?.ticks ?? []), ...ticks],
      spans: all,
      gaps: [...(before?.gaps ?? []), ...gaps],
      ends: [...(before?.ends ?? []), ...(ended ? [ended] : [])],
      depth: Math.max(0, ...all.flatMap(({ savepoints }) => savepoints.map(({ level }) => level - 1))),
    })
  }
  return [...lanes.values()]
}

/** Index of the lane that a session is drawn in; -1 for one that has none. */
export function laneOf(lanes: readonly Lane[], session: SessionRef): number {
  return lanes.findIndex(({ keys }) => keys.includes(session.key))
}
