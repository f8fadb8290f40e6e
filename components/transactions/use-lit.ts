'use client'
/** A part of the panel that a link of the text can light up: what its element needs for it. */
import { type RefObject, useEffect, useRef } from 'react'
import type { PanelTarget } from '../../lib/lesson/panel-target.ts'
import { usePanel, usePanelState } from './panel-context.tsx'

export interface LitProps {
  ref: RefObject<HTMLElement | null>
  /** It takes the focus while it is lit, so that Tab goes on from it. */
  tabIndex: -1
  'data-lit': '' | undefined
  onBlur: (event: { relatedTarget: EventTarget | null; currentTarget: EventTarget }) => void
}

/** `session` is the name, of the part that belongs to one. It goes out when the focus leaves it. */
export function useLit(part: PanelTarget['part'], session?: string): LitProps {
  const { panel } = usePanel()
  const { lit } = usePanelState()
  const ref = useRef<HTMLElement | null>(null)
  const is = lit !== null && matches(lit.target, part, session)
  const times = is ? lit.times : 0
  useEffect(() => {
    const element = ref.current
    if (times === 0 || !element) return
    // Of what is longer than the room for it, the beginning counts.
    const long = element.offsetHeight > innerHeight / 2
    element.scrollIntoView({ block: long ? 'start' : 'nearest' })
    element.focus({ preventScroll: true })
  }, [times])
  return {
    ref,
    tabIndex: -1,
    'data-lit': is ? '' : undefined,
    onBlur({ relatedTarget, currentTarget }) {
      if (!is || !(currentTarget instanceof Node)) return
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
      panel.putOut()
    },
  }
}

function matches(target: PanelTarget, part: PanelTarget['part'], session: string | undefined): boolean {
  if (target.part !== part) return false
  return target.part !== 'session' || target.session === session
}
