'use client'
/** What can be done with the whole lesson: run all, stop, restart; and how the work stands. */
import { CircleAlert, Download, Ellipsis, FastForward, Square } from 'lucide-react'
import { isBusy, progress } from '../../lib/notebook/select.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'
import { Icon } from '../primitives/icon.tsx'
import { Menu } from '../primitives/menu.tsx'
import { MenuItem, MenuLabel, MenuRule } from '../primitives/menu-item.tsx'
import { RestartItems, RestartMenu } from './restart-menu.tsx'
import { SessionWord } from './session-word.tsx'
import { ThemeChoices, ThemeMenu } from './theme-menu.tsx'

/** Narrow pages have Run all, and the rest in one menu. */
export function LessonTools() {
  const { dispatch } = useNotebook()
  const busy = useNotebookValue(isBusy)
  const runnable = useNotebookValue((state) => state.server.kind !== 'unavailable' && state.order.length > 0)
  const stop = () => dispatch({ type: 'stop-requested', cell: null })
  return (
    <fieldset aria-label="Lesson" data-needs-script className="flex min-w-0 items-center gap-2 print:hidden">
      <StorageWord />
      <ProgressWord />
      <SessionWord />
      {runnable && (
        <>
          <Button
            className="max-sm:px-0 max-sm:w-(--target)"
            onClick={() => dispatch({ type: 'run-all-requested' })}
          >
            <Icon of={FastForward} filled />
            <span className="max-sm:sr-only">Run all</span>
          </Button>
          <Button className="max-sm:hidden" disabled={!busy} onClick={stop}>
            <Icon of={Square} filled size={11} />
            Stop
          </Button>
          <RestartMenu className="max-sm:hidden" />
        </>
      )}
      <ThemeMenu className="max-sm:hidden" />
      <Menu
        className="sm:hidden"
        look="quiet"
        size="icon"
        label="Lesson"
        aria-label={runnable ? 'Stop, restart, theme' : 'Theme'}
        trigger={<Icon of={Ellipsis} size={18} />}
      >
        {runnable && (
          <>
            <MenuItem disabled={!busy} onSelect={stop} note="what runs is cancelled, what waits is dropped">
              Stop
            </MenuItem>
            <MenuRule />
            <MenuLabel>Restart</MenuLabel>
            <RestartItems />
            <MenuRule />
          </>
        )}
        <ThemeChoices />
      </Menu>
    </fieldset>
  )
}

/** Where the work is kept, said in the page. */
function StorageWord() {
  const kind = useNotebookValue((state) => state.storage.kind)
  if (kind === 'loading') return null
  if (kind === 'kept') {
    return (
      <span className="flex items-center gap-1.5 whitespace-nowrap text-ink-2 text-small max-lg:hidden">
        <Icon of={Download} />
        Kept in this browser
      </span>
    )
  }
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap font-semibold text-ink text-small max-lg:hidden">
      <Icon of={CircleAlert} />
      Not kept: gone when this page closes
    </span>
  )
}

/** Cells that have run, of all. */
function ProgressWord() {
  const run = useNotebookValue((state) => progress(state).run)
  const total = useNotebookValue((state) => state.order.length)
  if (total === 0) return null
  return (
    <span className="mx-2 whitespace-nowrap text-ink-2 text-small tabular-nums max-sm:hidden">
      {run} of {total} cells
    </span>
  )
}
