'use client'
/** A bar at the foot of a narrow page with the two sessions that matter most; a press opens all. */
import { ChevronUp } from 'lucide-react'
import { flushSync } from 'react-dom'
import { useElapsed } from '../notebook/use-elapsed.ts'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'
import { sessionHue } from '../primitives/session-mark.tsx'
import { PanelSheet } from '../transactions/panel-sheet.tsx'
import { mostUrgent } from './most-urgent.ts'
import type { SessionView } from './session-view.ts'
import { waitedInWords } from './wait-words.ts'

/** How many lines it has. */
const lines = 2

export interface PeekBarProps {
  sessions: readonly SessionView[]
  open: boolean
  onOpen: (open: boolean) => void
}

export function PeekBar({ sessions, open, onOpen }: PeekBarProps) {
  const urgent = mostUrgent(sessions, lines)
  return (
    <>
      <button
        type="button"
        data-needs-script
        data-peek
        aria-haspopup="dialog"
        onClick={() => onOpen(true)}
        className="focus-inset fixed inset-x-0 bottom-0 z-15 flex min-h-14 w-full cursor-pointer items-center gap-3 border-line-strong border-t bg-raised px-4 py-1.5 text-start text-ink text-small lg:hidden print:hidden"
      >
        <span className="flex min-w-0 flex-1 flex-col gap-x-6 gap-y-0.5 sm:flex-row sm:flex-wrap">
          {sessions.map((view) => (
            <PeekLine key={view.name} view={view} urgent={urgent.includes(view)} />
          ))}
        </span>
        <span className="flex flex-none items-center gap-2">
          Transactions
          <Icon of={ChevronUp} size={16} />
        </span>
      </button>
      {open && <PanelSheet onClose={() => flushSync(() => onOpen(false))} />}
    </>
  )
}

function PeekLine({ view, urgent }: { view: SessionView; urgent: boolean }) {
  const elapsed = useElapsed(view.waitingSince)
  const waited = view.waitingSince === null ? '' : `, ${waitedInWords(elapsed)}`
  return (
    <span
      data-session={sessionHue(view.index)}
      className={classes('flex min-w-0 items-center gap-1.5 whitespace-nowrap', !urgent && 'max-sm:hidden')}
    >
      <span className="tile" aria-hidden="true">
        {view.letter}
      </span>
      <b className="font-semibold">{view.name}</b>
      {view.prompt !== null && view.condition !== 'waiting' && (
        <code className="text-ink-2 text-micro">{view.prompt}</code>
      )}
      <span className="truncate tabular-nums">
        {view.short}
        {waited}
      </span>
    </span>
  )
}
