'use client'
/** A run of all cells that has stopped: where, why, how many cells are left, the way there, and on. */
import { waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { numberOf } from '../notebook/cell-number.ts'
import { goToCell } from '../notebook/go-to-cell.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { batchStopWords } from '../notebook/status-words.ts'
import { Button } from '../primitives/button.tsx'
import { GoToFreeingCell } from '../session/go-to-freeing-cell.tsx'
import { Strip } from './strip.tsx'

/** Nothing unless one has stopped. */
export function BatchStopStrip() {
  const { dispatch } = useNotebook()
  const stop = useNotebookValue((state) => state.batchStop)
  const head = useNotebookValue((state) => batchStopWords(state)?.head ?? '')
  const rest = useNotebookValue((state) => batchStopWords(state)?.rest ?? '')
  const next = useNotebookValue((state) => numberOf(state, stop?.notRun[0] ?? ''))
  const waits = useNotebookValue((state) => stop !== null && waitOfCell(state, stop.cell) !== null)
  if (!stop) return null
  return (
    <Strip
      head={head}
      actions={
        <>
          <Button look="quiet" size="small" onClick={() => goToCell(stop.cell)}>
            Go there
          </Button>
          {waits && <GoToFreeingCell id={stop.cell} />}
          <Button size="small" onClick={() => dispatch({ type: 'continue-requested' })}>
            Continue with cell {next}
          </Button>
        </>
      }
    >
      {rest}
    </Strip>
  )
}
