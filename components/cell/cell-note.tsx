'use client'
/** What a cell waits for, or why it cannot run, said where one looks after pressing Run. */
import { Info } from 'lucide-react'
import { queuedCells } from '../../lib/notebook/queue.ts'
import { staleReason } from '../../lib/notebook/select.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { BootStatus } from '../toolbar/boot-status.tsx'
import { CellPart } from './cell-frame.tsx'

/** At most one sentence; nothing as a rule. */
export function CellNote({ id }: { id: string }) {
  const { dispatch } = useNotebook()
  const unavailable = useNotebookValue((state) =>
    state.server.kind === 'unavailable' ? state.server.message : null,
  )
  const loading = useNotebookValue((state) => state.server.kind === 'booting' && queuedCells(state)[0] === id)
  const before = useNotebookValue((state) => staleReason(state, id) === 'before')
  const idle = useNotebookValue((state) => state.cells[id]?.activity.kind === 'idle')
  if (unavailable !== null) {
    return (
      <CellPart place="note">
        <Icon of={Info} size={16} className="text-ink-2" />
        <span className="min-w-0 flex-1">{unavailable}</span>
      </CellPart>
    )
  }
  if (loading) {
    return (
      <CellPart place="note">
        <BootStatus />
      </CellPart>
    )
  }
  if (!before || !idle) return null
  return (
    <CellPart place="note" className="text-ink-2">
      <span className="min-w-0 flex-[1_1_16rem]">
        This output is from before: the database of now has not seen this cell.
      </span>
      <Button size="small" onClick={() => dispatch({ type: 'run-to-here-requested', cell: id })}>
        Run to here
      </Button>
    </CellPart>
  )
}
