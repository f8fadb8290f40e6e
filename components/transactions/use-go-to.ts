'use client'
/** From a part of the panel to the cell that it speaks of. */
import { flushSync } from 'react-dom'
import { goToCell } from '../notebook/go-to-cell.ts'
import { usePanel } from './panel-context.tsx'

/** Takes the sheet away, if it is up, before it returns: else it would take the focus back. */
export function useCloseSheet(): () => void {
  const { panel } = usePanel()
  return () => flushSync(() => panel.showSheet(false))
}

/** Chooses the statement and brings its cell into view. */
export function useGoTo(): (target: { statement: number; cell: string }) => void {
  const { cursor } = usePanel()
  const closeSheet = useCloseSheet()
  return ({ statement, cell }) => {
    cursor.select(statement)
    closeSheet()
    goToCell(cell)
  }
}
