'use client'
/** The resets. Each takes what its name says; a text comes back by undo in its editor. */
import { useNotebook, useNotebookValue } from './notebook-context.tsx'

export interface Resets {
  /** Outputs go with it; texts stay. */
  resetDatabase: () => void
  /** Null in a lesson that has none, and while it has not been started. */
  resetPython: (() => void) | null
  resetText: (cell: string) => void
  resetLesson: () => void
}

export function useResets(): Resets {
  const { built, dispatch, editors } = useNotebook()
  const hasPython = useNotebookValue((state) => state.kernel.kind !== 'off')
  const resetPython = hasPython ? () => dispatch({ type: 'kernel-restart-requested', at: Date.now() }) : null
  const resetDatabase = () => dispatch({ type: 'restart-requested' })
  const resetText = (cell: string) => {
    const starter = built.cells[cell]?.spec.starter ?? ''
    const editor = editors.get(cell)
    if (editor) editor.replaceText(starter)
    else dispatch({ type: 'source-changed', cell, source: starter })
  }
  const resetLesson = () => {
    for (const cell of built.order) resetText(cell)
    resetDatabase()
  }
  return { resetDatabase, resetPython, resetText, resetLesson }
}
