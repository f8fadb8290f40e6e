'use client'
/** What a cell waits for, or why it cannot run, said where one looks after pressing Run. */
import { CircleAlert, Info } from 'lucide-react'
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import type { NotebookState } from '../../lib/notebook/model.ts'
import { queuedCells } from '../../lib/notebook/queue.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Icon } from '../primitives/icon.tsx'
import { BootStatus } from '../toolbar/boot-status.tsx'
import { KernelStatus } from '../toolbar/kernel-status.tsx'
import { CellPart } from './cell-frame.tsx'

/** At most one sentence; nothing as a rule. */
export function CellNote({ id }: { id: string }) {
  const unavailable = useNotebookValue((state) =>
    state.server.kind === 'unavailable' ? state.server.message : null,
  )
  const loading = useNotebookValue((state) => loadingFor(state, id))
  const noPython = useNotebookValue((state) =>
    state.cells[id]?.spec.language === 'python' && state.kernel.kind === 'failed' ? state.kernel : null,
  )
  if (unavailable !== null) {
    return (
      <CellPart place="note">
        <Icon of={Info} size={16} className="text-ink-2" />
        <span className="min-w-0 flex-1">{unavailable}</span>
      </CellPart>
    )
  }
  if (noPython) {
    return (
      <CellPart place="note">
        <Icon of={CircleAlert} size={16} className="text-error" />
        <span className="min-w-0 flex-1">
          <b className="font-semibold">Python does not run:</b> {noPython.message}. {noPython.hint}
        </span>
      </CellPart>
    )
  }
  if (loading === null) return null
  return <CellPart place="note">{loading === 'python' ? <KernelStatus /> : <BootStatus />}</CellPart>
}

/** What this cell is the first to wait for while it is loaded; null for every other. */
function loadingFor(state: NotebookState, id: string): CellLanguage | null {
  const language = state.cells[id]?.spec.language ?? 'sql'
  const loads = language === 'python' ? state.kernel.kind === 'loading' : state.server.kind === 'booting'
  const first = queuedCells(state).find((other) => state.cells[other]?.spec.language === language)
  return loads && first === id ? language : null
}
