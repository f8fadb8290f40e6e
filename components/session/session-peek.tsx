'use client'
/** The sessions of a narrow page, at its foot, where there is something to say of them. */
import { Suspense, useState } from 'react'
import { later } from '../primitives/later.ts'
import { useSessions, useShowsSessions } from './use-session.ts'

const PeekBar = later(() => import('./peek-bar.tsx').then((module) => module.PeekBar))

/** With one session it shows only while that is not as calm as before. */
export function SessionPeek() {
  const sessions = useSessions()
  const several = useShowsSessions()
  const [open, setOpen] = useState(false)
  const calm = sessions.every(({ condition }) => condition === 'idle' || condition === 'not-connected')
  if (!several && calm && !open) return null
  return (
    <Suspense>
      <PeekBar sessions={sessions} several={several} open={open} onOpen={setOpen} />
    </Suspense>
  )
}
