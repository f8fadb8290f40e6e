/** Crashes as breaks between columns. */
import type { Crash, JournalState } from '../model.ts'
import type { Point } from '../point.ts'
import type { TimelineCrash } from './timeline-view.ts'

export function crashesOf(
  state: JournalState,
  { from, to }: { from: number; to: number },
  point: Point,
): TimelineCrash[] {
  return state.crashes.flatMap((crash, index) => {
    if (crash.after > point.number || crash.after < from - 1 || crash.after > to) return []
    return [crashOf(crash, index)]
  })
}

export function crashOf({ after, message, recovered }: Crash, index: number): TimelineCrash {
  const then = recovered === null ? 'It recovers from its log.' : 'It has recovered from its log.'
  return {
    crash: index + 1,
    after,
    message,
    recovered: recovered !== null,
    sentence: `The server stopped after #${after}. ${then} What was committed is there again; what was pending never was.`,
  }
}
