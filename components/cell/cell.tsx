'use client'
/** A cell: whose it is and in what state, what runs, what came of it. */
import { type ReactNode, Suspense, useState } from 'react'
import type { CellLanguage } from '../../lib/lesson/lesson.ts'
import { displayState, failedAsExpected } from '../../lib/notebook/select.ts'
import { waitOfCell } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { noticeable, useElapsed, useLasting } from '../notebook/use-elapsed.ts'
import { later } from '../primitives/later.ts'
import { indentOf, placeOf } from '../session/session-view.ts'
import { CellActions } from './cell-actions.tsx'
import { CellCode } from './cell-code.tsx'
import { stateInWords } from './cell-count.ts'
import { CellFrame, type CellLook } from './cell-frame.tsx'
import { CellHead } from './cell-head.tsx'
import { CellNote } from './cell-note.tsx'
import { CellOutput } from './cell-output.tsx'

const WaitNote = later(() => import('./wait-note.tsx').then((module) => module.WaitNote))

/** What a cell is from the lesson on; what it becomes is the notebook's. */
export interface CellProps {
  id: string
  /** In the order of the page, from 1. */
  number: number
  language: CellLanguage
  /** Where it runs, as the lesson has it. */
  session: string
  /** Cannot be edited. */
  locked: boolean
  /** Set-up: folded, can be looked at. */
  hidden: boolean
  /** The author's output, for who has not run it. */
  expected: string | null
  /** The author's text in colours, made at build time. */
  children: ReactNode
}

export function Cell({ children, ...props }: CellProps) {
  const { id, number, language, locked, hidden, expected } = props
  const session = useNotebookValue((state) => state.cells[id]?.session ?? props.session)
  const cell = { ...props, session }
  const isPython = language === 'python'
  const place = useNotebookValue((state) => (isPython ? null : placeOf(state, session)))
  const indent = useNotebookValue((state) => (isPython ? 0 : indentOf(state, session)))
  const display = useNotebookValue((state) => displayState(state, id))
  const waits = useNotebookValue((state) => waitOfCell(state, id) !== null)
  const look = useNotebookValue((state): CellLook => {
    if (waits) return 'waiting'
    return display === 'failed' && failedAsExpected(state, id) ? 'expected' : display
  })
  const since = useNotebookValue((state) => {
    const activity = state.cells[id]?.activity
    return activity?.kind === 'running' ? activity.since : null
  })
  const elapsed = useElapsed(since)
  const waiting = useLasting(display === 'queued')
  const [shown, setShown] = useState(!hidden)
  // A set-up that fails shows why.
  const folded = !shown && look !== 'failed'
  return (
    <CellFrame
      id={id}
      look={look}
      moving={elapsed >= noticeable && !waits}
      locked={locked}
      session={place}
      indent={indent}
      aria-label={`Cell ${number}, ${isPython ? 'Python' : `${session}, SQL`}, ${stateInWords[waits ? 'waiting' : display]}`}
    >
      <CellHead
        {...cell}
        elapsed={elapsed}
        waiting={waiting}
        shown={!folded}
        onShow={() => setShown(!shown)}
      />
      <CellActions {...cell} elapsed={elapsed} waiting={waiting} />
      <CellCode {...cell} folded={folded}>
        {children}
      </CellCode>
      <CellNote id={id} />
      {waits && (
        <Suspense>
          <WaitNote id={id} />
        </Suspense>
      )}
      <CellOutput id={id} number={number} expected={expected} folded={folded} />
    </CellFrame>
  )
}
