'use client'
/** The views below the timeline, one at a time: tabs with the arrow keys, as the ARIA practices have them. */
import { type KeyboardEvent, Suspense, useId } from 'react'
import { classes } from '../primitives/classes.ts'
import { useCursor, useJournal, usePanel, usePanelState } from './panel-context.tsx'
import { type PanelTabPart, tabParts } from './parts.ts'
import { pendingCount } from './pending-count.ts'
import { useLit } from './use-lit.ts'

export function PanelTabs() {
  const id = useId()
  const { panel } = usePanel()
  const { tab } = usePanelState()
  const shown = tabParts.find((part) => part.tab === tab) ?? tabParts[0]
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextTab(event.key, tab)
    if (next === null) return
    event.preventDefault()
    panel.showTab(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  return (
    <>
      <div
        role="tablist"
        aria-label="Views"
        onKeyDown={onKeyDown}
        className="flex overflow-x-auto border-line border-y px-3 [scrollbar-width:none] print:hidden"
      >
        {tabParts.map((part) => (
          <Tab key={part.tab} id={`${id}-${part.tab}`} controls={`${id}-shown`} part={part} />
        ))}
      </div>
      {shown && <Shown key={shown.tab} id={`${id}-shown`} labelledBy={`${id}-${shown.tab}`} part={shown} />}
    </>
  )
}

function Tab({ id, controls, part: { tab, title } }: { id: string; controls: string; part: PanelTabPart }) {
  const { panel } = usePanel()
  const selected = usePanelState().tab === tab
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={selected}
      aria-controls={selected ? controls : undefined}
      tabIndex={selected ? 0 : -1}
      onClick={() => panel.showTab(tab)}
      className={classes(
        'focus-inset relative min-h-(--target) cursor-pointer whitespace-nowrap px-2 py-2.5 text-small leading-none',
        selected
          ? 'font-semibold text-ink after:absolute after:inset-x-2 after:-bottom-px after:border-accent after:border-b-2'
          : 'font-medium text-ink-2 hover:text-ink',
      )}
    >
      {title}
      {tab === 'changes' && <Pending />}
    </button>
  )
}

/** How many changes are pending, all sessions together. */
function Pending() {
  const { at } = useCursor()
  const pending = pendingCount(useJournal(), at)
  if (pending === 0) return null
  return (
    <>
      <span aria-hidden="true"> ({pending.toLocaleString('en')})</span>
      <span className="sr-only">{` (${pending.toLocaleString('en')} pending)`}</span>
    </>
  )
}

function Shown({
  id,
  labelledBy,
  part: { tab, Part },
}: {
  id: string
  labelledBy: string
  part: PanelTabPart
}) {
  const lit = useLit(tab)
  return (
    <section
      id={id}
      role="tabpanel"
      aria-labelledby={labelledBy}
      className="px-5 pt-3.5 pb-4 max-sm:px-4"
      {...lit}
    >
      <Suspense>
        <Part />
      </Suspense>
    </section>
  )
}

/** Null for a key that moves nothing. */
function nextTab(key: string, from: string): PanelTabPart['tab'] | null {
  const last = tabParts.length - 1
  const at = tabParts.findIndex(({ tab }) => tab === from)
  const moves: Record<string, number> = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at <= 0 ? last : at - 1,
    Home: 0,
    End: last,
  }
  return tabParts[moves[key] ?? -1]?.tab ?? null
}
