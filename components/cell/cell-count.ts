/** The bracket at a cell's head, as notebooks have it. Pure. */
import type { NotebookState } from '../../lib/notebook/model.ts'
import { displayState } from '../../lib/notebook/select.ts'
import { waitOfCell } from '../../lib/notebook/select-sessions.ts'

/** `[ ]` not run, `[·]` queued, `[*]` running, `[…]` waiting for another session, `[3]` the third that ran. */
export function cellCount(state: NotebookState, id: string): string {
  switch (displayState(state, id)) {
    case 'queued':
      return '[·]'
    case 'running':
      return waitOfCell(state, id) ? '[…]' : '[*]'
    default:
      return `[${state.cells[id]?.run?.count ?? ' '}]`
  }
}

/** The state in a word, for the cell's name. */
export const stateInWords = {
  idle: 'not run yet',
  queued: 'queued',
  running: 'running',
  waiting: 'waiting',
  ok: 'done',
  failed: 'failed',
  stopped: 'stopped',
  stale: 'old output',
} as const
