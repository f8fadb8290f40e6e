'use client'
/** The text, and what stands beside it where there is room: sessions, if there are several, and the outline. */
import type { ReactNode } from 'react'
import { classes } from '../primitives/classes.ts'
import { SessionPanel } from '../session/session-panel.tsx'
import { useShowsSessions } from '../session/use-session.ts'

/** The column of the sessions is wider than an outline alone; the text keeps its place and its width. */
export function LessonColumns({ outline, children }: { outline: ReactNode; children: ReactNode }) {
  const sessions = useShowsSessions()
  return (
    <div
      className={classes(
        'mx-auto grid max-w-page items-start px-10 pb-14 max-lg:grid-cols-[minmax(0,1fr)] max-lg:px-6 max-sm:px-4 print:block print:p-0',
        sessions
          ? 'gap-x-12 grid-cols-[minmax(0,44.5rem)_clamp(17rem,calc(100vw-53rem),27.5rem)] max-lg:pb-28'
          : 'gap-x-20 grid-cols-[minmax(0,44.5rem)_minmax(0,15rem)]',
      )}
    >
      {children}
      <div
        className={classes(
          'sticky top-14 grid max-h-[calc(100dvh-3.5rem)] gap-8 overflow-y-auto max-lg:hidden print:hidden',
          sessions ? 'py-6' : 'py-14',
        )}
      >
        <SessionPanel />
        {outline}
      </div>
    </div>
  )
}
