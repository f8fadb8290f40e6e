'use client'
/** Underlines, in the cell's editor, the token that the last run's error names. */
import { useEffect } from 'react'
import type { CellRun } from '../../lib/notebook/model.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'

/** A new run takes the mark away, since it has no error yet; later edits move it along. */
export function useErrorMark(cell: string, mounted: boolean): void {
  const { editors } = useNotebook()
  const run = useNotebookValue((state) => state.cells[cell]?.run ?? null)
  const at = errorPlace(run)
  const source = run?.source ?? ''
  useEffect(() => {
    if (mounted) editors.get(cell)?.markError(at, source)
  }, [mounted, editors, cell, at, source])
}

function errorPlace(run: CellRun | null) {
  const last = run?.outputs.at(-1)
  return (last?.kind === 'error' || last?.kind === 'script-error') && last.at ? last.at : null
}
