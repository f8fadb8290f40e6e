/** The number of a cell in its page. Pure. */
import type { NotebookState } from '../../lib/notebook/model.ts'

/** From 1, in the order of the text; 0 for a cell that there is not. */
export function numberOf(state: NotebookState, id: string): number {
  return state.order.indexOf(id) + 1
}
