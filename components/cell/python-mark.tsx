'use client'
/** Where a session's name stands at other cells: the language, and the connections that this cell has opened. */
import { useRef } from 'react'
import type { NotebookState } from '../../lib/notebook/model.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { SessionMark } from '../primitives/session-mark.tsx'
import { placeOf } from '../session/session-view.ts'
import { useKernelNear } from './use-kernel-near.ts'

/** Python is started when it comes near the view. */
export function PythonMark({ id }: { id: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  useKernelNear(mark)
  const open = useNotebookValue(
    (state) => openedBy(state, id),
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  )
  return (
    <>
      <span ref={mark} className="font-semibold text-ink text-ui">
        Python
      </span>
      {open.map(({ name, place }) => (
        <SessionMark key={name} name={name} index={place} />
      ))}
    </>
  )
}

/** Those that are still open. */
function openedBy(state: NotebookState, id: string): { name: string; place: number }[] {
  return state.connections
    .filter(({ open }) => open?.cell === id)
    .map(({ name }) => ({ name, place: placeOf(state, name) }))
}
