'use client'
/** A session in the list: whose, how it is, its prompt; what it is to PostgreSQL and what can be done, on request. */
import { ChevronDown } from 'lucide-react'
import { Suspense, useId, useState } from 'react'
import type { SessionEntry } from '../../lib/transactions/views/sessions-view.ts'
import { Button } from '../primitives/button.tsx'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'
import { later } from '../primitives/later.ts'
import { sessionHue } from '../primitives/session-mark.tsx'
import { transactionInWords } from '../transactions/sessions/transaction-words.ts'
import { useLit } from '../transactions/use-lit.ts'
import { SessionDetail } from './session-detail.tsx'
import { SessionNow } from './session-now.tsx'
import { SessionState } from './session-state.tsx'
import type { SessionView } from './session-view.ts'

const SessionOffers = later(() =>
  import('../transactions/sessions/session-offers.tsx').then((module) => module.SessionOffers),
)

export interface SessionRowProps {
  view: SessionView
  /** What the journal knows of it; null until something has been run in it. */
  entry: SessionEntry | null
  past: boolean
  onLeave?: () => void
}

export function SessionRow({ view, entry, past, onLeave }: SessionRowProps) {
  const [open, setOpen] = useState(false)
  const detail = useId()
  const hue = sessionHue(view.index)
  const { ref, ...lit } = useLit('session', view.name)
  const line = entry === null ? '' : transactionInWords(entry)
  return (
    <li
      ref={(element) => {
        ref.current = element
      }}
      {...lit}
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
      {line !== '' && (
        <p className="col-[2/-1] pe-3 text-ink-2 text-small [overflow-wrap:anywhere]">{line}</p>
      )}
      <SessionNow view={view} entry={entry} past={past} {...(onLeave ? { onLeave } : {})} />
      {entry && isRefused(entry) && !past && (
        <Suspense>
          <div className="col-[2/-1] pe-3">
            <SessionOffers entry={entry} />
          </div>
        </Suspense>
      )}
      {open && <SessionDetail id={detail} view={view} entry={entry} past={past} />}
    </li>
  )
}

/** Refused or ended so that others could go on: the same transaction may succeed when it is run again. */
function isRefused({ failure, last }: SessionEntry): boolean {
  const code = failure?.code ?? (last?.cause?.kind === 'error' ? last.cause.code : null)
  return code === '40001' || code === '40P01'
}
