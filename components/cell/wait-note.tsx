'use client'
/** A cell that PostgreSQL has blocked: for whom it waits, for what, since when, and where the cell is that can free it. */
import { Hourglass } from 'lucide-react'
import { isInRing, waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { useElapsed } from '../notebook/use-elapsed.ts'
import { useRelationName } from '../notebook/use-relation-name.ts'
import { Icon } from '../primitives/icon.tsx'
import { GoToFreeingCell } from '../session/go-to-freeing-cell.tsx'
import { holdersInWords } from '../session/session-view.ts'
import { lockInWords, waitedInWords } from '../session/wait-words.ts'
import { CellPart } from './cell-frame.tsx'

/** Nothing unless it waits. It is no error, so nothing is red. */
export function WaitNote({ id, session }: { id: string; session: string }) {
  const wait = useNotebookValue((state) => waitOfCell(state, id))
  const holders = useNotebookValue((state) => holdersInWords(state, waitOfCell(state, id)?.for ?? []))
  const inRing = useNotebookValue((state) => isInRing(state, session))
  const relation = useRelationName(wait?.lock.relation ?? null, session)
  const elapsed = useElapsed(wait?.since ?? null)
  if (!wait) return null
  return (
    <CellPart place="wait">
      <Icon of={Hourglass} size={16} className="text-(--whose)" />
      <span className="min-w-0 flex-[1_1_16rem]">
        <b className="font-semibold">
          {session} waits for {holders}:
        </b>{' '}
        {lockInWords(wait.lock, relation)}, <span className="tabular-nums">{waitedInWords(elapsed)}</span>.{' '}
        {inRing
          ? 'Each waits for the other: PostgreSQL will end one of them.'
          : 'Every other cell can still be run.'}
      </span>
      <GoToFreeingCell id={id} />
    </CellPart>
  )
}
