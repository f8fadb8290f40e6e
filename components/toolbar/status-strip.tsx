'use client'
/** What must be seen from anywhere in the lesson: PostgreSQL has crashed or does not run, a run of all has stopped. */
import { Suspense } from 'react'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { later } from '../primitives/later.ts'

const Strips = later(() => import('./strips.tsx').then((module) => module.Strips))

/** Floats below the bar; nothing as a rule. The live region says the same to a screen reader. */
export function StatusStrip() {
  const needed = useNotebookValue(
    ({ server, kernel, crash, otherTab, batchStop, batchDone }) =>
      server.kind === 'failed' ||
      kernel.kind === 'failed' ||
      kernel.kind === 'ended' ||
      crash !== null ||
      otherTab !== null ||
      batchStop !== null ||
      batchDone,
  )
  return (
    needed && (
      <Suspense>
        <Strips />
      </Suspense>
    )
  )
}
