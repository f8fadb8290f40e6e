'use client'
/** What must be known of Python from anywhere in the lesson: it has ended, it does not run, it has left something open. */
import { goToCell } from '../notebook/go-to-cell.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { kernelInWords, leftOpenWords } from '../notebook/status-words.ts'
import { Button } from '../primitives/button.tsx'
import { Strip } from './strip.tsx'

/** Until it runs again, or the learner has read it. */
export function KernelStrip() {
  const { dispatch } = useNotebook()
  const kernel = useNotebookValue((state) => state.kernel)
  const words = kernelInWords(kernel)
  if (!words) return null
  return (
    <Strip
      head={words.head}
      actions={
        <>
          {kernel.kind === 'ended' && (
            <Button look="quiet" size="small" onClick={() => dispatch({ type: 'kernel-end-noted' })}>
              I have read it
            </Button>
          )}
          <Button size="small" onClick={() => dispatch({ type: 'kernel-restart-requested', at: Date.now() })}>
            Start Python again
          </Button>
        </>
      }
    >
      {words.rest}
    </Strip>
  )
}

/** After all cells have been run, until the next one is asked for. */
export function LeftOpenStrip() {
  const head = useNotebookValue((state) => leftOpenWords(state)?.head ?? null)
  const rest = useNotebookValue((state) => leftOpenWords(state)?.rest ?? '')
  const cell = useNotebookValue(
    (state) => state.connections.find(({ open }) => open !== null && open.status !== 'I')?.open?.cell ?? null,
  )
  if (head === null) return null
  return (
    <Strip
      head={head}
      actions={
        cell !== null && (
          <Button look="quiet" size="small" onClick={() => goToCell(cell)}>
            Go there
          </Button>
        )
      }
    >
      {rest}
    </Strip>
  )
}
