'use client'
/** The top of the panel: the sessions, each with its state and its transaction. */
import { Zap } from 'lucide-react'
import { Icon } from '../../primitives/icon.tsx'
import { SessionList } from '../../session/session-list.tsx'
import { useLit } from '../use-lit.ts'
import { useSessionFacts } from './use-session-facts.ts'

/** `onLeave` closes what it stands in, when its reader goes to a cell. */
export function PanelSessions({ onLeave }: { onLeave?: () => void }) {
  const { sessions, entries, crash, past } = useSessionFacts()
  const lit = useLit('sessions')
  return (
    <section aria-label="Sessions" className="border-line border-t" {...lit}>
      {crash && (
        <p className="flex gap-2.5 border-line border-b px-5 py-2 text-ink-2 text-small">
          <Icon of={Zap} size={16} className="text-ink" />
          {crash.sentence} What was committed is there again; what was pending never was.
        </p>
      )}
      <SessionList sessions={sessions} entries={entries} past={past} {...(onLeave ? { onLeave } : {})} />
    </section>
  )
}
