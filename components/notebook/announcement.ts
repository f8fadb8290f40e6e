/** The one short sentence that a screen reader hears when something has ended. Pure. */
import type { CellState, NotebookState } from '../../lib/notebook/model.ts'
import { failedAsExpected } from '../../lib/notebook/select.ts'
import type { Output } from '../../lib/postgres/client/outcome.ts'

/** What is to be said of the step from one state to the next; null for most steps. */
export function announcement(before: NotebookState, after: NotebookState): string | null {
  if (after.batchStop && after.batchStop !== before.batchStop) return batchStopInWords(after)
  const ended = after.order.findLast((id) => hasEnded(before.cells[id], after.cells[id]))
  if (ended !== undefined) return endInWords(after, ended)
  if (after.server !== before.server && after.server.kind === 'failed') return after.server.message
  return null
}

/** "Stopped at cell 5. 3 cells not run." Empty without a stop. */
export function batchStopInWords(state: NotebookState): string {
  if (!state.batchStop) return ''
  const { cell, notRun } = state.batchStop
  return `Stopped at cell ${numberOf(state, cell)}. ${notRun.length} ${notRun.length === 1 ? 'cell' : 'cells'} not run.`
}

/** The number that a cell has in the page, from 1. */
export function numberOf(state: NotebookState, id: string): number {
  return state.order.indexOf(id) + 1
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

function messageOf(output: Output): string | null {
  if (output.kind === 'error') return output.fields.message
  return output.kind === 'script-error' || output.kind === 'lost' ? output.message : null
}

function gainOf(output: Output): string | null {
  if (output.kind === 'table') {
    return `${output.rowCount.toLocaleString('en')} ${output.rowCount === 1 ? 'row' : 'rows'}`
  }
  return output.kind === 'tag' ? output.tag : null
}
