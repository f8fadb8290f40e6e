'use client'
/** What can be done with a cell. Run keeps its place: Stop comes beside it, never under the finger that pressed Run. */
import { Play, Square } from 'lucide-react'
import { displayState, nextCell, staleReason } from '../../lib/notebook/select.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { noticeable } from '../notebook/use-elapsed.ts'
import { useRun } from '../notebook/use-run.ts'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import type { CellProps } from './cell.tsx'
import { CellPart } from './cell-frame.tsx'
import { CellMenu } from './cell-menu.tsx'

/** Nothing where this page cannot run cells. */
export function CellActions(cell: Omit<CellProps, 'children'> & { elapsed: number; waiting: boolean }) {
  const { id, number, elapsed, waiting } = cell
  const { dispatch } = useNotebook()
  const display = useNotebookValue((state) => displayState(state, id))
  const next = useNotebookValue((state) => nextCell(state) === id)
  const before = useNotebookValue((state) => staleReason(state, id) === 'before')
  const unavailable = useNotebookValue((state) => state.server.kind === 'unavailable')
  const { run, selected } = useRun(id)
  const busy = display === 'running' || display === 'queued'
  const again = display === 'ok' || display === 'failed' || display === 'stopped'
  return (
    <CellPart place="acts" data-needs-script>
      <CellMenu {...cell} />
      {!unavailable && (
        <>
          {waiting && (
            <Button
              aria-label={`Do not run cell ${number}`}
              onClick={() => dispatch({ type: 'unqueue-requested', cell: id })}
            >
              Do not run
            </Button>
          )}
          {elapsed >= noticeable && (
            <Button
              aria-label={`Stop cell ${number}`}
              onClick={() => dispatch({ type: 'stop-requested', cell: id })}
            >
              <Icon of={Square} filled size={11} />
              Stop
            </Button>
          )}
          {before && !busy && (
            <Button onClick={() => dispatch({ type: 'run-to-here-requested', cell: id })}>
              Run to here
              <span className="sr-only">, up to cell {number}</span>
            </Button>
          )}
          <Button
            data-run
            look={next ? 'next' : again ? 'quiet' : 'plain'}
            aria-disabled={busy}
            onClick={() => !busy && run()}
          >
            <Icon of={Play} filled size={12} />
            {selected ? 'Run selection' : again ? 'Run again' : 'Run'}
            <span className="sr-only"> cell {number}</span>
          </Button>
        </>
      )}
    </CellPart>
  )
}
