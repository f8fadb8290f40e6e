'use client'
/** What the panel hears of the whole page: its keys, links of the text that point at it, and the cell that is chosen. */
import { useEffect, useRef } from 'react'
import { type PanelTarget, panelTarget } from '../../lib/lesson/panel-target.ts'
import { get } from '../../lib/transactions/int-map.ts'
import { say } from '../notebook/say.ts'
import { isNarrow } from './narrow.ts'
import { useCursor, useJournal, usePanel, usePlace } from './panel-context.tsx'

/** Draws nothing. */
export function PanelKeys() {
  useFoldKey()
  useEscape()
  useLinks()
  useChosenCell()
  return null
}

/** Alt+T folds and unfolds. Unfolded so, the panel has the focus; folded, whoever had it before. */
function useFoldKey(): void {
  const { panel } = usePanel()
  const place = usePlace()
  const before = useRef<HTMLElement | null>(null)
  useEffect(() => {
    if (place === 'none') return
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyT') return
      event.preventDefault()
      if (isNarrow()) {
        panel.showSheet(!panel.getState().sheet)
      } else if (place === 'open') {
        const inside = document.getElementById('panel')?.contains(document.activeElement)
        panel.fold(true)
        if (inside) before.current?.focus()
        say('Transaction panel folded')
      } else {
        before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
        panel.light({ part: 'all' }, { narrow: false })
        panel.fold(false)
        say('Transaction panel open')
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [panel, place])
}

/** Back to now, unless something nearer has a use for the key: a dialog, a menu, an editor. */
function useEscape(): void {
  const { cursor, panel } = usePanel()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (panel.getState().lit !== null) panel.putOut()
      if (cursor.getState().at === null) return
      event.preventDefault()
      cursor.toNow()
      say('The panel shows what is so now')
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [cursor, panel])
}

/** Links to parts of the panel light them up, wherever in the text they stand. */
function useLinks(): void {
  const { panel } = usePanel()
  const there = usePlace() !== 'none'
  const happened = useJournal().count > 0
  useEffect(() => {
    if (!there) return
    const light = (fragment: string): boolean => {
      const found = panelTarget(fragment)
      if (found === null) return false
      // Until something has been run, there is but the whole, which says so.
      const target = happened || isThere(found) ? found : ({ part: 'all' } as const)
      panel.light(target, { narrow: isNarrow() })
      const what = target.part === 'session' ? `session ${target.session}` : partWords[target.part]
      say(`Lit up in the transaction panel: ${what}`)
      return true
    }
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[data-panel]') : null
      if (!link || event.defaultPrevented || event.button !== 0) return
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (light(link.getAttribute('data-panel') ?? '')) event.preventDefault()
    }
    document.addEventListener('click', onClick)
    return () => document.removeEventListener('click', onClick)
  }, [panel, there, happened])
}

/** Whether it can be seen before anything has been run. */
function isThere({ part }: PanelTarget): boolean {
  return part === 'all' || part === 'sessions' || part === 'session'
}

const partWords = {
  all: 'the whole panel',
  sessions: 'the sessions',
  timeline: 'the timeline',
  changes: 'the changes',
  sees: 'who sees what',
  locks: 'the locks',
  history: 'the history',
} as const

/** The cell of the statement that is chosen has a mark as long as that is so. */
function useChosenCell(): void {
  const { selected } = useCursor()
  const state = useJournal()
  const cell = selected === null ? null : (get(state.statements, selected)?.cell ?? null)
  useEffect(() => {
    const element = cell === null ? null : document.getElementById(cell)
    if (!element) return
    element.dataset.chosen = ''
    return () => {
      delete element.dataset.chosen
    }
  }, [cell])
}
