/** What was typed for Python's `input()`: it stands in the output as in a terminal. */
import type { NotebookState, Transition } from '../model.ts'
import { accept, refuse, withCell } from './transition.ts'

/** What getpass hides stays hidden. */
export function inputAnswered(state: NotebookState, id: string, text: string): Transition {
  const cell = state.cells[id]
  if (cell?.activity.kind !== 'running' || !cell.activity.input || !cell.run) {
    return refuse(state, `cell "${id}" asks for nothing`)
  }
  const { prompt, hidden } = cell.activity.input
  const echo = `${prompt}${hidden ? '········' : text}\n`
  const outputs = [...cell.run.outputs, { kind: 'stream', name: 'stdout', text: echo } as const]
  const after = withCell(state, id, {
    activity: { ...cell.activity, input: null },
    run: { ...cell.run, outputs },
  })
  return accept(after, [{ type: 'answer-input', text }])
}
