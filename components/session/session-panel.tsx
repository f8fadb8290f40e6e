'use client'
/** The sessions beside the text, where there is room: in sight wherever one reads. */
import { Suspense } from 'react'
import { later } from '../primitives/later.ts'
import { useShowsSessions } from './use-session.ts'

const SessionList = later(() => import('./session-list.tsx').then((module) => module.SessionList))

/** Nothing while there is but one session: its prompt stands in the bar. Narrow pages have the peek bar. */
export function SessionPanel() {
  if (!useShowsSessions()) return null
  return (
    <section
      aria-label="Sessions"
      data-needs-script
      className="rounded-frame border border-line bg-raised text-ui max-lg:hidden print:hidden"
    >
      <h2 className="border-line border-b px-5 py-3 font-semibold text-h3">Sessions</h2>
      <Suspense>
        <SessionList />
      </Suspense>
    </section>
  )
}
