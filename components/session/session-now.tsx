'use client'
/** What must be known of a session at once, and the way out: it waits, its block has failed, its connection is lost. */
import { Square } from 'lucide-react'
import type { ReactNode } from 'react'
import { waitOfCell } from '../../lib/notebook/select-sessions.ts'
import type { SessionEntry } from '../../lib/transactions/views/sessions-view.ts'
import { goToCell } from '../notebook/go-to-cell.ts'
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
  /** What the journal knows of it, which is more exact: which row, which statement. */
  entry: SessionEntry | null
  past: boolean
  onLeave?: () => void
}

/** Nothing for a session that is as it should be. */
export function SessionNow({ view, entry, past, onLeave }: SessionNowProps) {
  const { dispatch } = useNotebook()
  const { name, kind, cell, condition } = view
  if (past) return entry?.wait || entry?.failure ? <Now words={entry.sentence} /> : null
  switch (condition) {
    case 'waiting':
      return (
        <Now words={<WaitWords view={view} entry={entry} />}>
          {cell !== null && (
            <>
              <Button size="small" onClick={() => dispatch({ type: 'stop-requested', cell })}>
                <Icon of={Square} filled size={11} />
                Stop {kind === 'connection' ? 'the cell' : name}
              </Button>
              <GoToFreeingCell id={cell} {...(onLeave ? { onLeave } : {})} />
            </>
          )}
        </Now>
      )
    case 'failed':
      return (
        <Now
          words={entry?.failure ? entry.sentence : 'Only ROLLBACK is accepted. COMMIT, too, would roll back.'}
        >
          {kind === 'session' && (
            <Button size="small" onClick={() => dispatch({ type: 'rollback-requested', session: name })}>
              Run ROLLBACK
              <span className="sr-only"> in {name}</span>
            </Button>
          )}
          <GoToError entry={entry} {...(onLeave ? { onLeave } : {})} />
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

/** Nothing unless a cell of this page met the error. */
function GoToError({ entry, onLeave }: { entry: SessionEntry | null; onLeave?: () => void }) {
  const cell = entry?.failure?.statement.cell ?? null
  const known = useNotebookValue((state) => cell !== null && state.cells[cell] !== undefined)
  if (cell === null || !known) return null
  const go = () => {
    onLeave?.()
    goToCell(cell)
  }
  return (
    <Button size="small" onClick={go}>
      Go to the error
    </Button>
  )
}

function WaitWords({ view, entry }: Pick<SessionNowProps, 'view' | 'entry'>) {
  const lock = useNotebookValue((state) =>
    view.cell === null ? null : (waitOfCell(state, view.cell)?.lock ?? null),
  )
  const relation = useRelationName(lock?.relation ?? null, view.pid)
  const elapsed = useElapsed(view.waitingSince)
  if (!lock) return null
  return (
    <>
      {entry?.wait ? `wants ${entry.wait.what}` : lockInWords(lock, relation)}, {waitedInWords(elapsed)}
    </>
  )
}

function Now({ words, children }: { words: ReactNode; children?: ReactNode }) {
  return (
    <>
      <p className="col-[2/-1] pe-3 text-ink-2 text-small tabular-nums [overflow-wrap:anywhere]">{words}</p>
      {children && (
        <div className="col-[2/-1] mt-1 mb-1 flex flex-wrap gap-2 pe-3 print:hidden">{children}</div>
      )}
    </>
  )
}
