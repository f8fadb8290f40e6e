'use client'
/** What came of a cell's last run; before there is one, what the author got, folded. */
import { displayState, failedAsExpected } from '../../lib/notebook/select.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { OutputList } from '../output/output-list.tsx'
import { CellPart } from './cell-frame.tsx'
import { ExpectedOutput } from './expected-output.tsx'

export function CellOutput({ id, expected }: { id: string; expected: string | null }) {
  const run = useNotebookValue((state) => state.cells[id]?.run ?? null)
  const display = useNotebookValue((state) => displayState(state, id))
  const asExpected = useNotebookValue((state) => failedAsExpected(state, id))
  const calm = display === 'stopped' ? 'stopped' : asExpected ? 'expected' : null
  if (!run) return expected === null ? null : <ExpectedOutput text={expected} />
  if (run.outputs.length === 0) return null
  return (
    <CellPart place="out" className={grounds[display === 'failed' && calm ? 'expected' : display]}>
      <OutputList outputs={run.outputs} calm={calm} />
    </CellPart>
  )
}

const grounds = {
  idle: '',
  queued: '',
  running: '',
  ok: '',
  stopped: '',
  expected: '',
  failed: 'rounded-ee-frame border-error bg-error-soft [--under:var(--color-error-soft)]',
  stale: 'hatched text-ink-3',
} as const
