'use client'
/** The way from a cell that waits to the one that can let it go on. */
import { freeingCell } from '../../lib/notebook/select-sessions.ts'
import { numberOf } from '../notebook/cell-number.ts'
import { goToCell } from '../notebook/go-to-cell.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'
import { partyName } from './session-view.ts'

/** Nothing where no cell of this lesson could be it. `onLeave` is called before the page moves. */
export function GoToFreeingCell({ id, onLeave }: { id: string; onLeave?: () => void }) {
  const cell = useNotebookValue((state) => freeingCell(state, id)?.cell ?? null)
  const why = useNotebookValue((state) => freeingCell(state, id)?.why ?? 'next')
  const number = useNotebookValue((state) => (cell === null ? 0 : numberOf(state, cell)))
  const session = useNotebookValue((state) =>
    cell === null ? '' : partyName(state.cells[cell]?.session ?? ''),
  )
  if (cell === null) return null
  const words = {
    busy: `Go to cell ${number}, busy in ${session}`,
    frees: `Go to cell ${number}: ${session} lets it go on`,
    next: `Go to ${session}’s next cell, ${number}`,
    last: `Go to ${session}’s last cell, ${number}`,
  }
  const go = () => {
    onLeave?.()
    goToCell(cell)
  }
  return (
    <Button size="small" onClick={go}>
      {words[why]}
    </Button>
  )
}
