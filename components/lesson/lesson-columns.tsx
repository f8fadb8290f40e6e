'use client'
/** The text, and what stands beside it where there is room: the transaction panel, and the outline. */
import type { CSSProperties, ReactNode } from 'react'
import { classes } from '../primitives/classes.ts'
import { Panel } from '../transactions/panel.tsx'
import { usePanelState, usePlace } from '../transactions/panel-context.tsx'
import { PanelEdge } from '../transactions/panel-edge.tsx'

/** As wide as the panel can be beside a text of full width, between what it needs and what does it good. */
const usual = 'clamp(17rem, calc(100vw - 53rem), 27.5rem)'

/** The text keeps its place however wide the panel is; it gives way only where both have no room. */
export function LessonColumns({ outline, children }: { outline: ReactNode; children: ReactNode }) {
  const open = usePlace() === 'open'
  const { width } = usePanelState()
  const room = { '--panel': width === null ? usual : `${width}px` } as CSSProperties
  return (
    <div
      style={room}
      className={classes(
        'grid items-start px-10 pb-14 lg:ps-[max(2.5rem,calc(50%-37.5rem))] max-lg:grid-cols-[minmax(0,1fr)] max-lg:px-6 max-lg:pb-28 max-sm:px-4 print:block print:p-0',
        open
          ? 'gap-x-12 grid-cols-[minmax(0,44.5rem)_min(var(--panel),calc(100vw-32rem))]'
          : 'gap-x-20 grid-cols-[minmax(0,44.5rem)_minmax(0,15rem)]',
      )}
    >
      {children}
      <aside
        aria-label="Beside the text"
        className={classes(
          'sticky top-14 max-h-[calc(100dvh-3.5rem)] max-lg:hidden print:hidden',
          open ? 'flex flex-col pt-6' : 'overflow-y-auto py-14',
        )}
      >
        {open && <PanelEdge />}
        <div
          className={classes(
            'grid grid-cols-[minmax(0,1fr)] content-start gap-8',
            open && 'min-h-0 overflow-y-auto pb-6 [scrollbar-width:thin]',
          )}
        >
          <Panel />
          {outline}
        </div>
      </aside>
    </div>
  )
}
