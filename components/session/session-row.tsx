'use client'
/** A session in the list: whose, how it is, its prompt; what it is to PostgreSQL and what can be done, on request. */
import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from '../primitives/button.tsx'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'
import { sessionHue } from '../primitives/session-mark.tsx'
import { SessionDetail } from './session-detail.tsx'
import { SessionNow } from './session-now.tsx'
import { SessionState } from './session-state.tsx'
import type { SessionView } from './session-view.ts'

/** `onLeave` closes what the list stands in, when its reader goes to a cell. */
export function SessionRow({ view, onLeave }: { view: SessionView; onLeave?: () => void }) {
  const [open, setOpen] = useState(false)
  const detail = useId()
  const hue = sessionHue(view.index)
  return (
    <li
      data-session={hue}
      className="grid grid-cols-[25px_minmax(0,1fr)_auto] items-center gap-x-2.5 gap-y-0.5 border-line border-t py-2 ps-5 pe-2 first:border-t-0"
    >
      <span className="tile" aria-hidden="true">
        {view.letter}
      </span>
      <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="font-semibold [overflow-wrap:anywhere]">{view.name}</span>
        <SessionState condition={view.condition} hue={hue}>
          {view.short}
        </SessionState>
      </span>
      <span className="flex items-center gap-1">
        {view.prompt !== null && <code className="text-ink-3 text-micro">{view.prompt}</code>}
        <Button
          look="quiet"
          size="icon"
          aria-expanded={open}
          aria-controls={open ? detail : undefined}
          aria-label={`More of session ${view.name}`}
          onClick={() => setOpen(!open)}
        >
          <Icon
            of={ChevronDown}
            className={classes('transition-transform duration-(--quick)', open && 'rotate-180')}
          />
        </Button>
      </span>
      <SessionNow view={view} {...(onLeave ? { onLeave } : {})} />
      {open && <SessionDetail id={detail} view={view} />}
    </li>
  )
}
