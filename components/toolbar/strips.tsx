'use client'
/** The sentences below the bar: PostgreSQL does not run, has crashed; another tab; a run of all cells has stopped. */
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { crashInWords } from '../notebook/status-words.ts'
import { Button } from '../primitives/button.tsx'
import { BatchStopStrip } from './batch-stop-strip.tsx'
import { KernelStrip, LeftOpenStrip } from './kernel-strips.tsx'
import { Strip } from './strip.tsx'

/** Each only while it has something to say. */
export function Strips() {
  return (
    <div className="absolute inset-x-0 top-full print:hidden">
      <ServerStrip />
      <CrashStrip />
      <KernelStrip />
      <OtherTabStrip />
      <BatchStopStrip />
      <LeftOpenStrip />
    </div>
  )
}

function ServerStrip() {
  const { dispatch } = useNotebook()
  const server = useNotebookValue((state) => state.server)
  if (server.kind !== 'failed') return null
  return (
    <Strip
      head={capital(server.message)}
      actions={
        <Button size="small" onClick={() => dispatch({ type: 'start-requested' })}>
          Start PostgreSQL again
        </Button>
      }
    >
      {server.hint}
    </Strip>
  )
}

/** Until the learner has read it. */
function CrashStrip() {
  const { dispatch } = useNotebook()
  const crash = useNotebookValue((state) => (state.server.kind === 'failed' ? null : state.crash))
  if (!crash) return null
  const { head, rest } = crashInWords(crash)
  return (
    <Strip
      head={head}
      actions={
        !crash.recovering && (
          <Button size="small" onClick={() => dispatch({ type: 'crash-noted' })}>
            I have read it
          </Button>
        )
      }
    >
      {rest}
    </Strip>
  )
}

function OtherTabStrip() {
  const { dispatch } = useNotebook()
  const other = useNotebookValue((state) => state.otherTab !== null)
  if (!other) return null
  return (
    <Strip
      head="This lesson is open in another tab, too"
      actions={
        <Button size="small" onClick={() => dispatch({ type: 'other-tab-noted' })}>
          I have read it
        </Button>
      }
    >
      Each tab has a PostgreSQL of its own, but what you type is kept in one place: the last to write wins.
    </Strip>
  )
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.$/, '')
}
