'use client'
/** What the panel shows, beside the text or in the sheet: sessions, timeline, then one of several views of the same. */
import { Suspense } from 'react'
import { later } from '../primitives/later.ts'
import { useJournal } from './panel-context.tsx'
import { PanelSessions } from './sessions/panel-sessions.tsx'

const Timeline = later(() => import('./timeline/timeline.tsx').then((module) => module.Timeline))
const PanelTabs = later(() => import('./panel-tabs.tsx').then((module) => module.PanelTabs))

export interface PanelBodyProps {
  /** Time runs to the right, or down in a narrow sheet. */
  form: 'lanes' | 'columns'
  /** Closes what it stands in, when its reader goes to a cell. */
  onLeave?: () => void
}

/** The parts below the sessions come with the first statement: until then there is nothing that they could say. */
export function PanelBody({ form, onLeave }: PanelBodyProps) {
  const happened = useJournal().count > 0
  return (
    <>
      <PanelSessions {...(onLeave ? { onLeave } : {})} />
      {happened ? (
        <Suspense>
          <Timeline form={form} />
          <PanelTabs />
        </Suspense>
      ) : (
        <p className="border-line border-t px-5 py-4 text-ink-2 text-small">
          Nothing has been run yet. The first statement shows here: what it changes, who sees it, who waits.
        </p>
      )}
    </>
  )
}
