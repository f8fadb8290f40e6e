'use client'
/** What must be known of a session at once, and the way out: it waits, its block has failed, its connection is lost. */
import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { waitOfSession } from '../../lib/notebook/select-sessions.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { useElapsed } from '../notebook/use-elapsed.ts'
import { useRelationName } from '../notebook/use-relation-name.ts'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { GoToFreeingCell } from './go-to-freeing-cell.tsx'
import type { SessionView } from './session-view.ts'
import { lockInWords, waitedInWords } from './wait-words.ts'

export interface SessionNowProps {
  view: SessionView
  onLeave?: () => void
}

/** Nothing for a session that is as it should be. */
export function SessionNow({ view, onLeave }: SessionNowProps) {
  const { dispatch } = useNotebook()
  const { name, cell, condition } = view
  switch (condition) {
    case 'waiting':
      return (
        <Now words={<WaitWords view={view} />}>
          {cell !== null && (
            <>
              <Button size="small" onClick={() => dispatch({ type: 'stop-requested', cell })}>
                <Icon of={Square} filled size={11} />
                Stop {name}
              </Button>
              <GoToFreeingCell id={cell} {...(onLeave ? { onLeave } : {})} />
            </>
          )}
        </Now>
      )
    case 'failed':
      return (
        <Now words="Only ROLLBACK is accepted. COMMIT, too, would roll back.">
          <Button size="small" onClick={() => dispatch({ type: 'rollback-requested', session: name })}>
            Run ROLLBACK
            <span className="sr-only"> in {name}</span>
          </Button>
        </Now>
      )
    case 'lost':
      return (
        <Now words={view.reason}>
          <Button size="small" onClick={() => dispatch({ type: 'session-connect-requested', session: name })}>
            Connect {name} again
          </Button>
        </Now>
      )
    default:
      return null
  }
}

function WaitWords({ view }: { view: SessionView }) {
  const lock = useNotebookValue((state) => waitOfSession(state, view.name)?.lock ?? null)
  const relation = useRelationName(lock?.relation ?? null, view.name)
  const elapsed = useElapsed(view.waitingSince)
  if (!lock) return null
  return (
    <>
      {lockInWords(lock, relation)}, {waitedInWords(elapsed)}
    </>
  )
}

function Now({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <>
      <p className="col-[2/-1] pe-3 text-ink-2 text-small tabular-nums [overflow-wrap:anywhere]">{words}</p>
      <div className="col-[2/-1] mt-1 mb-1 flex flex-wrap gap-2 pe-3">{children}</div>
    </>
  )
}
