/** The one short sentence that a screen reader hears when something has ended, or begun to wait. Pure. */
import type { CellOutput, CellState, NotebookState } from '../../lib/notebook/model.ts'
import { failedAsExpected } from '../../lib/notebook/select.ts'
import { activeCell, inputOf, waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { holdersInWords } from '../session/session-view.ts'
import { numberOf } from './cell-number.ts'
import {
  batchStopWords,
  crashInWords,
  kernelInWords,
  leftOpenWords,
  type StripWords,
} from './status-words.ts'

/** What is to be said of the step from one state to the next; null for most steps. */
export function announcement(before: NotebookState, after: NotebookState): string | null {
  if (after.crash && after.crash.recovering !== before.crash?.recovering)
    return spoken(crashInWords(after.crash))
  if (after.batchStop && after.batchStop !== before.batchStop) return spoken(batchStopWords(after))
  const left = after.batchDone && !before.batchDone ? leftOpenWords(after) : null
  if (left) return spoken(left)
  const ended = after.order.findLast((id) => hasEnded(before.cells[id], after.cells[id]))
  if (ended !== undefined) return endInWords(after, ended)
  if (after.server !== before.server && after.server.kind === 'failed') return after.server.message
  const asks = after.order.find((id) => inputOf(after, id) && !inputOf(before, id))
  if (asks !== undefined) return `cell ${numberOf(after, asks)} asks: ${inputOf(after, asks)?.prompt}`
  if (after.kernel !== before.kernel) {
    const words = kernelInWords(after.kernel)
    if (words) return spoken(words)
  }
  const waits = after.order.find((id) => waitOfCell(after, id) && !waitOfCell(before, id))
  if (waits !== undefined) return waitInWords(after, waits)
  return sessionInWords(before, after)
}

function spoken(words: StripWords | null): string | null {
  return words && `${words.head}. ${words.rest}`
}

function waitInWords(state: NotebookState, id: string): string {
  return `cell ${numberOf(state, id)} waits for ${holdersInWords(state, waitOfCell(state, id))}`
}

/** What no cell's end tells: a session that was closed, lost while nothing ran in it, or whose block was rolled back. */
function sessionInWords(before: NotebookState, after: NotebookState): string | null {
  for (const name of after.sessionOrder) {
    const was = before.sessions[name]?.connection.kind
    const is = after.sessions[name]?.connection.kind
    if (was === is || was === undefined) continue
    if (is === 'closed') return `session ${name} closed`
    if (is === 'lost') return `session ${name} has lost its connection`
    if (is === 'connected' && activeCell(after, name) === null) return `session ${name} connected`
  }
  return null
}

function hasEnded(before: CellState | undefined, after: CellState | undefined): boolean {
  const was = before?.activity.kind
  return (was === 'running' || was === 'starting') && after?.activity.kind === 'idle' && after.run !== null
}

function endInWords(state: NotebookState, id: string): string {
  const cell = `cell ${numberOf(state, id)}`
  const run = state.cells[id]?.run
  switch (run?.result?.outcome) {
    case 'stopped':
      return `${cell} stopped`
    case 'failed':
    case 'lost': {
      const reason = run.outputs.map(messageOf).findLast((message) => message !== null)
      const failed = failedAsExpected(state, id) ? 'failed as the lesson expects' : 'failed'
      return reason ? `${cell} ${failed}: ${reason}` : `${cell} ${failed}`
    }
    default:
      return [
        `${cell} done`,
        ...(run?.outputs ?? [])
          .map(gainOf)
          .filter((gain) => gain !== null)
          .slice(-1),
      ].join(', ')
  }
}

function messageOf(output: CellOutput): string | null {
  if (output.kind === 'traceback') return `${output.name}: ${output.message.split('\n', 1)[0]}`
  if (output.kind === 'error') return output.fields.message
  return output.kind === 'script-error' || output.kind === 'lost' ? output.message : null
}

function gainOf(output: CellOutput): string | null {
  if (output.kind === 'display') return output.text.split('\n', 1)[0] ?? null
  if (output.kind === 'table') {
    return `${output.rowCount.toLocaleString('en')} ${output.rowCount === 1 ? 'row' : 'rows'}`
  }
  return output.kind === 'tag' ? output.tag : null
}
