'use client'
/** The transaction panel beside the text, where there is room: open, or folded to a button. */
import { PanelRightClose, PanelRightOpen } from 'lucide-react'
import { Suspense, useId } from 'react'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { later } from '../primitives/later.ts'
import { SessionMark, sessionHue } from '../primitives/session-mark.tsx'
import { SessionState } from '../session/session-state.tsx'
import { useSessions, useShowsSessions } from '../session/use-session.ts'
import { usePanel, usePlace } from './panel-context.tsx'
import { PastLine } from './past-line.tsx'
import { useLit } from './use-lit.ts'

const PanelBody = later(() => import('./panel-body.tsx').then((module) => module.PanelBody))

/** Nothing where no cell can run. Narrow pages have the peek bar. */
export function Panel() {
  const place = usePlace()
  if (place === 'none') return null
  return place === 'folded' ? <FoldedPanel /> : <OpenPanel />
}

function OpenPanel() {
  const { panel } = usePanel()
  const heading = useId()
  const lit = useLit('all')
  return (
    <section
      id="panel"
      aria-labelledby={heading}
      data-needs-script
      className="min-w-0 rounded-frame border border-line bg-raised text-ui"
      {...lit}
    >
      <div className="sticky top-0 z-5 rounded-t-frame bg-raised">
        <div className="flex items-center gap-2 py-2 ps-5 pe-2">
          <h2 id={heading} className="flex-1 font-semibold text-h3">
            Transactions
          </h2>
          <Button
            look="quiet"
            aria-expanded={true}
            aria-keyshortcuts="Alt+T"
            title="Fold the transaction panel (Alt+T)"
            onClick={() => panel.fold(true)}
          >
            <Icon of={PanelRightClose} size={16} />
            Fold
          </Button>
        </div>
        <PastLine />
      </div>
      <Suspense>
        <PanelBody form="lanes" />
      </Suspense>
    </section>
  )
}

/** A button; below it, where there are several, how the sessions are. */
function FoldedPanel() {
  const { panel } = usePanel()
  const sessions = useSessions()
  const several = useShowsSessions()
  return (
    <div id="panel" data-needs-script className="grid justify-items-start gap-3">
      <Button
        aria-expanded={false}
        aria-keyshortcuts="Alt+T"
        title="Show the transaction panel (Alt+T)"
        onClick={() => panel.fold(false)}
      >
        <Icon of={PanelRightOpen} size={16} />
        Show transactions
      </Button>
      {several && (
        <ul aria-label="Sessions" className="grid gap-2">
          {sessions.map(({ name, index, condition, short }) => (
            <li key={name} className="flex flex-wrap items-center gap-2">
              <SessionMark name={name} index={index} />
              <SessionState condition={condition} hue={sessionHue(index)}>
                {short}
              </SessionState>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
