'use client'
/** Marks, in the cell's editor, what the last run's error names: a token of SQL, a line of Python. */
import { useEffect, useMemo } from 'react'
import type { CellRun } from '../../lib/notebook/model.ts'
import type { ErrorPlace } from '../editor/error-mark.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'

/** A new run takes the mark away, since it has no error yet; later edits move it along. */
export function useErrorMark(cell: string, mounted: boolean): void {
  const { editors } = useNotebook()
  const run = useNotebookValue((state) => state.cells[cell]?.run ?? null)
  const at = useMemo(() => errorPlace(run), [run])
  const source = run?.source ?? ''
  useEffect(() => {
    if (mounted) editors.get(cell)?.markError(at, source)
  }, [mounted, editors, cell, at, source])
}

function errorPlace(run: CellRun | null): ErrorPlace | null {
  const last = run?.outputs.findLast(({ kind }) => kind !== 'remark')
  switch (last?.kind) {
    case 'error':
    case 'script-error':
      return last.at ? { ...last.at, names: 'token' } : null
    case 'traceback':
      return last.at ? { ...last.at, names: 'line' } : null
    default:
      return null
  }
}
