'use client'
/** What a cell waits for, or why it cannot run, said where one looks after pressing Run. */
import { Info } from 'lucide-react'
import { queuedCells } from '../../lib/notebook/queue.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Icon } from '../primitives/icon.tsx'
import { BootStatus } from '../toolbar/boot-status.tsx'
import { CellPart } from './cell-frame.tsx'

/** At most one sentence; nothing as a rule. */
export function CellNote({ id }: { id: string }) {
  const unavailable = useNotebookValue((state) =>
    state.server.kind === 'unavailable' ? state.server.message : null,
  )
  const loading = useNotebookValue((state) => state.server.kind === 'booting' && queuedCells(state)[0] === id)
  if (unavailable !== null) {
    return (
      <CellPart place="note">
        <Icon of={Info} size={16} className="text-ink-2" />
        <span className="min-w-0 flex-1">{unavailable}</span>
      </CellPart>
    )
  }
  if (!loading) return null
  return (
    <CellPart place="note">
      <BootStatus />
    </CellPart>
  )
}
