/** The sentences of the strip below the bar, which the live region says, too. Pure. */
import type { CrashState, NotebookState } from '../../lib/notebook/model.ts'
import { holdersInWords } from '../session/session-view.ts'

/** What stands out, without a full stop, and what follows. */
export interface StripWords {
  head: string
  rest: string
}

/** Why a run of all cells has stopped, where, and how many are left; null when none has. */
export function batchStopWords(state: NotebookState): StripWords | null {
  if (!state.batchStop) return null
  const { cell, reason, notRun } = state.batchStop
  const number = state.order.indexOf(cell) + 1
  const left = `${notRun.length} ${notRun.length === 1 ? 'cell' : 'cells'} not run.`
  const head = `Stopped at cell ${number}`
  switch (reason.kind) {
    case 'ended':
    case 'stopped':
      return { head, rest: left }
    case 'undeclared-wait':
      return {
        head,
        rest: `It waits for ${holdersInWords(state, reason.for)}, which the lesson does not say. ${left}`,
      }
    case 'nobody-frees':
      return {
        head,
        rest: `It waits for ${holdersInWords(state, reason.for)}, and no cell that is left can run before it has ended. ${left}`,
      }
  }
}

/** What a crash was and what it has left. PostgreSQL manual, "Reliability and the Write-Ahead Log". */
export function crashInWords({ message, recovering }: CrashState): StripWords {
  const what = `${message.split('\n')[0]?.replace(/\.$/, '')}.`
  return recovering
    ? {
        head: 'PostgreSQL has crashed and recovers',
        rest: `${what} It replays its log; what you run now waits.`,
      }
    : {
        head: 'PostgreSQL has crashed and recovered',
        rest: `${what} It has replayed its log (WAL): what was committed is there, what was pending is rolled back. Sessions connect again with their next cell.`,
      }
}
