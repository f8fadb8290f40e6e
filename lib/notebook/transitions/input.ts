/** What was typed for Python's `input()`. */
import type { Transition } from '../events.ts'
import type { NotebookState } from '../model.ts'
import { accept, refuse, withCell } from './transition.ts'

/** Python prints it, as a terminal would; what getpass hides stays hidden. */
export function inputAnswered(state: NotebookState, id: string, text: string): Transition {
  const cell = state.cells[id]
  if (cell?.activity.kind !== 'running' || !cell.activity.input) {
    return refuse(state, `cell "${id}" asks for nothing`)
  }
  const after = withCell(state, id, { activity: { ...cell.activity, input: null } })
  return accept(after, [{ type: 'answer-input', text }])
}
