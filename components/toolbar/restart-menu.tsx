'use client'
/** Resets, each with a name: it says what it takes and what it leaves. */
import { ChevronDown, RotateCw } from 'lucide-react'
import { numberOf } from '../notebook/cell-number.ts'
import { useNotebook } from '../notebook/notebook-context.tsx'
import { useResets } from '../notebook/use-resets.ts'
import { Icon } from '../primitives/icon.tsx'
import { Menu } from '../primitives/menu.tsx'
import { MenuItem } from '../primitives/menu-item.tsx'

/** The entries alone, for a menu that holds more. The middle one needs a cell that was touched. */
export function RestartItems() {
  const { resetDatabase, resetPython, resetText, resetLesson } = useResets()
  const { built, lastTouched } = useNotebook()
  const touched = lastTouched.current
  const number = numberOf(built, touched ?? '')
  return (
    <>
      <MenuItem onSelect={resetDatabase} note="tables as the lesson starts, outputs cleared, your text stays">
        The database
      </MenuItem>
      <MenuItem
        disabled={touched === null}
        onSelect={() => touched !== null && resetText(touched)}
        note={touched !== null ? 'as the author wrote it, can be undone' : 'click into a cell first'}
      >
        {touched !== null ? `The text of cell ${number}` : 'This cell’s text'}
      </MenuItem>
      {resetPython && (
        <MenuItem
          onSelect={resetPython}
          note="variables and connections gone; database, outputs and texts stay"
        >
          Python
        </MenuItem>
      )}
      <MenuItem onSelect={resetLesson} note="database, outputs and every text; texts can be undone">
        The whole lesson
      </MenuItem>
    </>
  )
}

/** The button in the bar. */
export function RestartMenu({ className }: { className?: string }) {
  return (
    <Menu
      {...(className === undefined ? {} : { className })}
      label="Restart"
      trigger={
        <>
          <Icon of={RotateCw} />
          Restart
          <Icon of={ChevronDown} />
        </>
      }
    >
      <RestartItems />
    </Menu>
  )
}
