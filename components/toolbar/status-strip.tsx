'use client'
/** What must be seen from anywhere in the lesson: a run of all cells that has stopped, a server that does not run. */
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { batchStopInWords, numberOf } from '../notebook/announcement.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button, buttonClasses } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'

/** Floats below the bar; nothing as a rule. The live region says the same to a screen reader. */
export function StatusStrip() {
  const { dispatch } = useNotebook()
  const server = useNotebookValue((state) => state.server)
  const stop = useNotebookValue((state) => state.batchStop)
  const stopped = useNotebookValue(batchStopInWords)
  const next = useNotebookValue((state) => numberOf(state, stop?.notRun[0] ?? ''))
  if (server.kind === 'failed') {
    return (
      <Strip>
        <span className="min-w-0 flex-[1_1_20rem]">
          <b className="font-semibold">{capital(server.message)}.</b> {server.hint}
        </span>
        <Button size="small" onClick={() => dispatch({ type: 'start-requested' })}>
          Start PostgreSQL again
        </Button>
      </Strip>
    )
  }
  if (!stop) return null
  return (
    <Strip>
      <span className="min-w-0 flex-[1_1_20rem]">
        <b className="font-semibold">{stopped.split('. ')[0]}.</b> {stopped.split('. ')[1]}
      </span>
      <a href={`#${stop.cell}`} className={buttonClasses({ look: 'quiet', size: 'small' })}>
        Go there
      </a>
      <Button size="small" onClick={() => dispatch({ type: 'continue-requested' })}>
        Continue with cell {next}
      </Button>
    </Strip>
  )
}

function Strip({ children }: { children: ReactNode }) {
  return (
    <div className="absolute inset-x-0 top-full border-line-strong border-b bg-raised print:hidden">
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-3 gap-y-1 px-10 py-1.5 text-ui max-lg:px-6 max-sm:px-4">
        <Icon of={CircleAlert} size={16} />
        {children}
      </div>
    </div>
  )
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.$/, '')
}
