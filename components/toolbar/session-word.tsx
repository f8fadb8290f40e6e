'use client'
/** The one session of a lesson: its prompt in the bar, quiet as long as nothing is open; a press shows all about it. */
import { Suspense, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../primitives/button.tsx'
import { later } from '../primitives/later.ts'
import { sessionHue } from '../primitives/session-mark.tsx'
import { SessionState } from '../session/session-state.tsx'
import { useSessions, useShowsSessions } from '../session/use-session.ts'

const SessionDialog = later(() =>
  import('../session/session-dialog.tsx').then((module) => module.SessionDialog),
)

/** Nothing where several are shown beside the text. Phones have the peek bar instead. */
export function SessionWord() {
  const several = useShowsSessions()
  const [view] = useSessions()
  const [open, setOpen] = useState(false)
  if (several || !view) return null
  const quiet = view.condition === 'idle' || view.condition === 'not-connected'
  return (
    <>
      <Button
        look="quiet"
        className="max-sm:hidden"
        aria-haspopup="dialog"
        aria-label={`Session ${view.name}: ${view.prompt ?? ''} ${view.long}`}
        onClick={() => setOpen(true)}
      >
        <code className="font-normal text-micro">{view.prompt ?? view.name}</code>
        {!quiet && (
          <SessionState condition={view.condition} hue={sessionHue(view.index)}>
            {view.short}
          </SessionState>
        )}
      </Button>
      {open && (
        <Suspense>
          <SessionDialog onClose={() => flushSync(() => setOpen(false))} />
        </Suspense>
      )}
    </>
  )
}
