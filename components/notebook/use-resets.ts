'use client'
/** The three resets. Each takes what its name says; a text comes back by undo in its editor. */
import { useNotebook } from './notebook-context.tsx'

export interface Resets {
  /** Outputs go with it; texts stay. */
  resetDatabase: () => void
  resetText: (cell: string) => void
  resetLesson: () => void
}

export function useResets(): Resets {
  const { built, dispatch, editors } = useNotebook()
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
  return { resetDatabase, resetText, resetLesson }
}
