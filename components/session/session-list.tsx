'use client'
/** All sessions that matter, each with its state, and a way to one more. */
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { SessionEntry } from '../../lib/transactions/views/sessions-view.ts'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { later } from '../primitives/later.ts'
import { SessionRow } from './session-row.tsx'
import type { SessionView } from './session-view.ts'

const AddSession = later(() => import('./add-session.tsx').then((module) => module.AddSession))

export interface SessionListProps {
  sessions: readonly SessionView[]
  /** What the journal knows of them, by name. */
  entries: ReadonlyMap<string, SessionEntry>
  /** As they were: nothing can be done about it. */
  past: boolean
  /** Closes what the list stands in, when its reader goes to a cell. */
  onLeave?: () => void
}

export function SessionList({ sessions, entries, past, onLeave }: SessionListProps) {
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ul>
        {sessions.map((view) => (
          <SessionRow
            key={view.name}
            view={view}
            entry={entries.get(view.name) ?? null}
            past={past}
            {...(onLeave ? { onLeave } : {})}
          />
        ))}
      </ul>
      {!past && (
        <div className="border-line border-t px-3 py-1.5 print:hidden">
          <Button look="quiet" onClick={() => setAdding(true)}>
            <Icon of={Plus} />
            Add a session
          </Button>
        </div>
      )}
      {adding && (
        <Suspense>
          <AddSession
            like={sessions.findLast(({ kind }) => kind === 'session')?.name ?? ''}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </>
  )
}
