/** Waiting for a notebook to come to rest: for commands and tests. */
import type { NotebookState } from './model.ts'
import type { Notebook } from './runner.ts'
import { isAtRest } from './schedule.ts'

/** Settles when nothing will happen by itself any more: all cells have ended, or those that have not are blocked. */
export function atRest(notebook: Notebook): Promise<NotebookState> {
  return new Promise((resolve) => {
    const look = () => {
      const state = notebook.getState()
      if (!isAtRest(state)) return
      stop()
      resolve(state)
    }
    const stop = notebook.subscribe(look)
    look()
  })
}
