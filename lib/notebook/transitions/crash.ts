/** A crash of PostgreSQL, from which it recovers by itself: what was committed is there, all connections are gone. */
import type { Transition } from '../events.ts'
import type { NotebookState } from '../model.ts'
import { dropped, openRequests, queuedCells } from '../queue.ts'
import { endBatch } from './batches.ts'
import { accept, refuse, somebodyMayGoOn } from './transition.ts'

/**
 * What is queued is given back: it was asked for in sessions that are gone, perhaps in the middle of a transaction.
 * What runs ends when its session says so. Outputs stay, and count.
 */
export function serverCrashed(state: NotebookState, message: string, at: number): Transition {
  const inBatch = openRequests(state).find(({ batch }) => batch !== null)
  const ended = inBatch ? endBatch(state, inBatch.cell, { kind: 'ended' }) : state
  const after = dropped(ended, queuedCells(ended))
  return accept(somebodyMayGoOn({ ...after, crash: { message, at, recovering: true } }))
}

/** What was committed is there again, and sessions connect. */
export function serverRecovered(state: NotebookState): Transition {
  if (!state.crash?.recovering) return refuse(state, 'no crash is being recovered from')
  return accept({ ...state, crash: { ...state.crash, recovering: false } })
}

/** The learner has read of it. */
export function crashNoted(state: NotebookState): Transition {
  if (!state.crash || state.crash.recovering) return refuse(state, 'there is no crash that is over')
  return accept({ ...state, crash: null })
}
