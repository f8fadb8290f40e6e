'use client'
/** How far Python is on its way into the page: stage and megabytes. */
import type { KernelState } from '../../lib/notebook/model.ts'
import { useNotebookValue } from '../notebook/notebook-context.tsx'
import { Meter } from '../primitives/meter.tsx'
import { megabytesInWords } from './boot-status.tsx'

type Loading = Extract<KernelState, { kind: 'loading' }>

/** Nothing unless it is loading. */
export function KernelStatus() {
  const kernel = useNotebookValue((state) => state.kernel)
  if (kernel.kind !== 'loading') return null
  const { stage, receivedBytes, totalBytes } = kernel
  const part = stage === 'download' ? (totalBytes > 0 ? receivedBytes / totalBytes : null) : 1
  return (
    <div className="grid w-full max-w-105 gap-2">
      <span>
        <b className="font-semibold">{kernelStage(kernel)}</b>
        {stage === 'download' && `, ${megabytesInWords(kernel)}`}
      </span>
      <Meter part={part} label="Python" />
      <p className="text-ink-2 text-small">
        {stage === 'download'
          ? 'Then the interpreter starts, some 3 s, and your cell runs.'
          : 'All of it is here: your cell runs in a moment.'}
      </p>
    </div>
  )
}

/** In the facts line of a lesson that has Python cells. */
export function KernelWord() {
  const kernel = useNotebookValue((state) => state.kernel)
  switch (kernel.kind) {
    case 'off':
      return <span data-needs-script>Python starts when it is needed</span>
    case 'loading':
      return (
        <span className="tabular-nums">
          {kernelStage(kernel)}
          {kernel.stage === 'download' && `, ${megabytesInWords(kernel)}`}
        </span>
      )
    case 'ready':
      return <span>Python is ready</span>
    case 'failed':
    case 'ended':
      return <span className="font-semibold text-ink">Python does not run</span>
  }
}

function kernelStage({ stage }: Pick<Loading, 'stage'>): string {
  return stage === 'download' ? 'Loading Python' : 'Starting Python'
}
