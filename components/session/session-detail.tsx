'use client'
/** What a session is to PostgreSQL, and what can be done with it: numbers and rare actions, shown on request. */
import { Suspense } from 'react'
import type { SessionEntry } from '../../lib/transactions/views/sessions-view.ts'
import { Button } from '../primitives/button.tsx'
import { later } from '../primitives/later.ts'
import { transactionFacts } from '../transactions/sessions/transaction-words.ts'
import type { SessionView } from './session-view.ts'
import { useSessionActions } from './use-session.ts'

const Explained = later(() =>
  import('../transactions/explanation/explained.tsx').then((module) => module.Explained),
)

export interface SessionDetailProps {
  id: string
  view: SessionView
  entry: SessionEntry | null
  past: boolean
}

export function SessionDetail({ id, view, entry, past }: SessionDetailProps) {
  return (
    <div id={id} className="col-[2/-1] grid gap-2 pt-1 pe-3 pb-2">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-small">
        <Fact name="Role">{view.role}</Fact>
        <Fact name="Database">{view.database}</Fact>
        <Fact name="Process">{view.pid === null ? 'none' : String(view.pid)}</Fact>
        {view.long !== view.short && <Fact name="State">{view.long}</Fact>}
        {entry &&
          transactionFacts(entry).map(({ name, value }) => (
            <Fact key={name} name={name}>
              {value}
            </Fact>
          ))}
      </dl>
      {entry && (
        <Suspense>
          <Explained id={`${id}-why`} mark={{ kind: 'session', session: entry.session.key }} />
        </Suspense>
      )}
      {!past && <Actions view={view} />}
    </div>
  )
}

/** What can be asked of it now. */
function Actions({ view }: { view: SessionView }) {
  const { stop, connect, close, closeNote, remove } = useSessionActions(view)
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {stop && (
          <Button size="small" onClick={stop}>
            Stop {view.name}
          </Button>
        )}
        {connect && (
          <Button size="small" onClick={connect}>
            {view.condition === 'not-connected' ? 'Connect' : 'Reconnect'} {view.name}
          </Button>
        )}
        {close && (
          <Button size="small" onClick={close}>
            Close {view.name}
          </Button>
        )}
        {remove && (
          <Button size="small" look="quiet" onClick={remove}>
            Remove {view.name}
          </Button>
        )}
      </div>
      {close && <p className="text-ink-2 text-small">Close ends its connection: {closeNote}.</p>}
      {remove && (
        <p className="text-ink-2 text-small">
          Remove takes it out of this lesson; its cells run again where the lesson has them.
        </p>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <>
      <dt className="text-ink-2">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  )
}
