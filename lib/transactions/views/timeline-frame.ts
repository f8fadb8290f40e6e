/** What all windows of the timeline have in common: how many statements there are, whose lanes, and how high each is. */
import { values } from '../int-map.ts'
import { remembered } from '../memo.ts'
import type { JournalState } from '../model.ts'
import { sessionRef } from '../names.ts'
import { pointOf } from '../point.ts'
import { namedSessions } from '../session-at.ts'
import { statementsOf } from './select-timeline.ts'
import type { SessionRef, ViewOptions } from './view.ts'

export interface TimelineFrame {
  at: number | null
  /** Number of the first and of the last statement that are kept; 0 and 0 without any. All between them are kept. */
  first: number
  last: number
  lanes: readonly FrameLane[]
}

/** One for each session of the lesson, also where it has connected more than once. */
export interface FrameLane {
  /** Of its connections, the last one. */
  session: SessionRef
  /** SessionRef.key of all its connections. */
  keys: readonly string[]
  /** How many savepoints are nested at most. */
  depth: number
}

export const selectTimelineFrame = remembered(
  (state: JournalState, { at }: ViewOptions = {}): TimelineFrame => {
    const point = pointOf(state, at)
    const depths = new Map<number, number>()
    for (const { session, savepoints } of values(state.spans)) {
      for (const { from, level } of savepoints) {
        if (from <= point.number) depths.set(session, Math.max(depths.get(session) ?? 0, level - 1))
      }
    }
    const lanes = new Map<string, FrameLane>()
    for (const { index } of namedSessions(state)) {
      const session = sessionRef(state, index)
      const name = session.named ? `name ${session.name}` : `key ${session.key}`
      const before = lanes.get(name)
      lanes.set(name, {
        session,
        keys: [...(before?.keys ?? []), session.key],
        depth: Math.max(before?.depth ?? 0, depths.get(index) ?? 0),
      })
    }
    return {
      at: point.past ? point.number : null,
      first: state.count === 0 ? 0 : Math.min(state.keptFrom, state.count),
      last: state.count,
      lanes: [...lanes.values()],
    }
  },
)

/** All statements in order with their sessions: a way through them by keys. */
export const selectOrder = remembered((state: JournalState): { number: number; session: SessionRef }[] =>
  statementsOf(state, { from: state.keptFrom, to: state.count }).map(({ number, session }) => ({
    number,
    session: sessionRef(state, session),
  })),
)
