'use client'
/** Running a cell: the selection if there is one, else all of it; then, if asked, on to the next. */
import { useSyncExternalStore } from 'react'
import { useNotebook } from './notebook-context.tsx'

export interface Run {
  /** With `goOn` the next cell gets the focus. */
  run: (goOn?: boolean) => void
  /** Whether a selection would run alone. */
  selected: boolean
}

export function useRun(cell: string): Run {
  const { built, dispatch, editors } = useNotebook()
  const selected = useSyncExternalStore(
    editors.subscribe,
    () => editors.isSelected(cell),
    () => false,
  )
  return {
    selected,
    run(goOn = false) {
      dispatch({ type: 'run-requested', cell, part: editors.get(cell)?.selection() ?? null })
      const next = built.order[built.order.indexOf(cell) + 1]
      if (goOn && next !== undefined) goTo(next)
    },
  }

  /** A cell that cannot be edited takes the focus at its Run button. */
  function goTo(next: string) {
    const frame = document.getElementById(next)
    frame?.scrollIntoView({ block: 'nearest' })
    if (frame?.querySelector('[data-editable]')) editors.whenMounted(next, (editor) => editor.focus())
    else frame?.querySelector<HTMLElement>('[data-run]')?.focus()
  }
}
