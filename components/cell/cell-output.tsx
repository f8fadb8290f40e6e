'use client'
/** What came of a cell's last run; before there is one, what the author got, folded. */
import { Suspense, useEffect } from 'react'
import { displayState, failedAsExpected } from '../../lib/notebook/select.ts'
import { inputOf } from '../../lib/notebook/select-sessions.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { later } from '../primitives/later.ts'
import { part } from '../primitives/parts-of-the-page.ts'
import { CellPart } from './cell-frame.tsx'
import { ExpectedOutput } from './expected-output.tsx'

const InputLine = later(() => import('./input-line.tsx').then((module) => module.InputLine), 'Python')

/** Loaded when something is about to be shown. */
const loadOutputs = part(() => import('./printed.tsx').then((module) => module.Printed))
const Printed = later(loadOutputs)

export interface CellOutputProps {
  id: string
  number: number
  expected: string | null
  folded: boolean
}

export function CellOutput({ id, number, expected, folded }: CellOutputProps) {
  const run = useNotebookValue((state) => state.cells[id]?.run ?? null)
  const display = useNotebookValue((state) => displayState(state, id))
  const asExpected = useNotebookValue((state) => failedAsExpected(state, id))
  const calm = display === 'stopped' ? 'stopped' : asExpected ? 'expected' : null
  const asks = useNotebookValue((state) => inputOf(state, id) !== null)
  const soon = display === 'queued' || display === 'running'
  useEffect(() => {
    if (soon) void loadOutputs()
  }, [soon])
  if (!run) return expected === null ? null : <ExpectedOutput text={expected} folded={folded} />
  if (run.outputs.length === 0 && !asks) return null
  return (
    <CellPart
      place="out"
      folded={folded}
      className={grounds[display === 'failed' && calm ? 'expected' : display]}
    >
      <Suspense>
        <Printed id={id} outputs={run.outputs} calm={calm} />
        {asks && <InputLine id={id} number={number} />}
      </Suspense>
    </CellPart>
  )
}

const grounds = {
  idle: 'bg-raised',
  queued: 'bg-raised',
  running: 'bg-raised',
  ok: 'bg-raised',
  stopped: 'bg-raised',
  expected: 'bg-raised',
  failed: 'border-error bg-error-soft [--under:var(--color-error-soft)]',
  stale: 'hatched text-ink-3',
} as const
