'use client'
/** The sessions of a narrow page, at its foot, where there is something to say of them; a press shows the whole panel. */
import { Suspense, useEffect, useState } from 'react'
import { later } from '../primitives/later.ts'
import { usePanel, usePanelState } from '../transactions/panel-context.tsx'
import { useSessions, useShowsSessions } from './use-session.ts'

const PeekBar = later(() => import('./peek-bar.tsx').then((module) => module.PeekBar))

/** With one session it shows from the first transaction on that was open: before, there is nothing to look at. */
export function SessionPeek() {
  const sessions = useSessions()
  const several = useShowsSessions()
  const { panel } = usePanel()
  const { sheet } = usePanelState()
  const [met, setMet] = useState(false)
  const calm = sessions.every(({ condition }) => condition === 'idle' || condition === 'not-connected')
  useEffect(() => {
    if (!calm) setMet(true)
  }, [calm])
  if (!several && calm && !sheet && !met) return null
  return (
    <Suspense>
      <PeekBar sessions={sessions} open={sheet} onOpen={(open) => panel.showSheet(open)} />
    </Suspense>
  )
}
