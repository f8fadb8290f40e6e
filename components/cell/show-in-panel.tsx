'use client'
/** From a cell to what its last statement changed, in the menu of the cell. */
import { useNotebook } from '../notebook/notebook-context.tsx'
import { MenuItem } from '../primitives/menu-item.tsx'
import { isNarrow } from '../transactions/narrow.ts'
import { usePanel } from '../transactions/panel-context.tsx'
import { lastStatementOf } from '../transactions/statement-of-cell.ts'

/** Drawn when the menu is opened, so what it knows is of now. */
export function ShowInPanel({ id }: { id: string }) {
  const { live } = useNotebook()
  const { cursor, panel } = usePanel()
  const statement = live ? lastStatementOf(live.journal.getState(), id) : null
  const show = () => {
    cursor.select(statement)
    panel.light({ part: 'changes' }, { narrow: isNarrow() })
  }
  return (
    <MenuItem
      disabled={statement === null}
      note={statement === null ? 'it has not been run' : 'what its last statement changed'}
      onSelect={show}
    >
      Show in the transaction panel
    </MenuItem>
  )
}
