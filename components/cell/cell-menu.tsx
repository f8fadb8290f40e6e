'use client'
/** What is rarely needed of a cell. */
import { Ellipsis } from 'lucide-react'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { useResets } from '../notebook/use-resets.ts'
import { Icon } from '../primitives/icon.tsx'
import { Menu } from '../primitives/menu.tsx'
import { MenuItem } from '../primitives/menu-item.tsx'
import type { CellProps } from './cell.tsx'
import { ShowInPanel } from './show-in-panel.tsx'

type CellMenuProps = Pick<CellProps, 'id' | 'number' | 'language' | 'locked'>

export function CellMenu({ id, number, language, locked }: CellMenuProps) {
  const { built, dispatch, live } = useNotebook()
  const { resetText } = useResets()
  const starter = built.cells[id]?.spec.starter
  const original = useNotebookValue((state) => state.cells[id]?.source === starter)
  const unavailable = useNotebookValue((state) => state.server.kind === 'unavailable')
  const copy = () => void navigator.clipboard.writeText(live?.notebook.getState().cells[id]?.source ?? '')
  return (
    <Menu
      look="quiet"
      size="icon"
      label={`Cell ${number}`}
      aria-label={`More for cell ${number}`}
      trigger={<Icon of={Ellipsis} size={16} />}
    >
      {!unavailable && (
        <MenuItem
          note="every cell above, then this one"
          onSelect={() => dispatch({ type: 'run-to-here-requested', cell: id })}
        >
          Run to here
        </MenuItem>
      )}
      {!locked && (
        <MenuItem
          disabled={original}
          note={original ? 'is as the author wrote it' : 'as the author wrote it, can be undone'}
          onSelect={() => resetText(id)}
        >
          Reset this cell’s text
        </MenuItem>
      )}
      <ShowInPanel id={id} />
      <MenuItem onSelect={copy}>Copy the {language === 'python' ? 'Python' : 'SQL'}</MenuItem>
    </Menu>
  )
}
