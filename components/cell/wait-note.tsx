'use client'
/** A cell that PostgreSQL has blocked: for whom it waits, for what, since when, and where the cell is that can free it. */
import { Hourglass } from 'lucide-react'
import { pythonQueue } from '../../lib/lesson/lesson.ts'
import type { NotebookState } from '../../lib/notebook/model.ts'
import { requestOf } from '../../lib/notebook/queue.ts'
import { isInRing, isStuckInPython, waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { useElapsed } from '../notebook/use-elapsed.ts'
import { useRelationName } from '../notebook/use-relation-name.ts'
import { Icon } from '../primitives/icon.tsx'
import { GoToFreeingCell } from '../session/go-to-freeing-cell.tsx'
import { clientOf, holdersInWords } from '../session/session-view.ts'
import { lockInWords, waitedInWords } from '../session/wait-words.ts'
import { CellPart } from './cell-frame.tsx'

/** Nothing unless it waits. It is no error, so nothing is red. */
export function WaitNote({ id }: { id: string }) {
  const wait = useNotebookValue((state) => waitOfCell(state, id))
  const pid = wait?.pid ?? null
  const waiting = useNotebookValue((state) => clientOf(state, pid)?.name ?? '')
  const holders = useNotebookValue((state) => holdersInWords(state, waitOfCell(state, id)))
  const wayOut = useNotebookValue((state) => wayOutInWords(state, id))
  const relation = useRelationName(wait?.lock.relation ?? null, pid)
  const elapsed = useElapsed(wait?.since ?? null)
  if (!wait) return null
  return (
    <CellPart place="wait">
      <Icon of={Hourglass} size={16} className="text-(--whose)" />
      <span className="min-w-0 flex-[1_1_16rem]">
        <b className="font-semibold">
          {waiting} waits for {holders}:
        </b>{' '}
        {lockInWords(wait.lock, relation)}, <span className="tabular-nums">{waitedInWords(elapsed)}</span>.{' '}
        {wayOut}
      </span>
      <GoToFreeingCell id={id} />
    </CellPart>
  )
}

function wayOutInWords(state: NotebookState, id: string): string {
  const queue = requestOf(state.cells[id])?.session ?? ''
  if (isInRing(state, queue)) return 'Each waits for the other: PostgreSQL will end one of them.'
  if (queue === pythonQueue && isStuckInPython(state)) {
    return 'Both are connections of this one Python, which does one thing at a time: it cannot free itself. Stop the cell, or set lock_timeout.'
  }
  return queue === pythonQueue ? 'Every SQL cell can still be run.' : 'Every other cell can still be run.'
}
