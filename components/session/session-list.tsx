'use client'
/** All sessions that matter, each with its state, and a way to one more. */
import { Plus } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { later } from '../primitives/later.ts'
import { SessionRow } from './session-row.tsx'
import { useSessions } from './use-session.ts'

const AddSession = later(() => import('./add-session.tsx').then((module) => module.AddSession))

/** `onLeave` closes what the list stands in, when its reader goes to a cell. */
export function SessionList({ onLeave }: { onLeave?: () => void }) {
  const sessions = useSessions()
  const [adding, setAdding] = useState(false)
  return (
    <>
      <ul>
        {sessions.map((view) => (
          <SessionRow key={view.name} view={view} {...(onLeave ? { onLeave } : {})} />
        ))}
      </ul>
      <div className="border-line border-t px-3 py-1.5">
        <Button look="quiet" onClick={() => setAdding(true)}>
          <Icon of={Plus} />
          Add a session
        </Button>
      </div>
      {adding && (
        <Suspense>
          <AddSession like={sessions.at(-1)?.name ?? ''} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  )
}
