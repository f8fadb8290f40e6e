'use client'
/** Whose a cell is; with several sessions, a menu to run it in another one. It changes this cell only. */
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Icon } from '../primitives/icon.tsx'
import { later } from '../primitives/later.ts'
import { Menu } from '../primitives/menu.tsx'
import { MenuItem, MenuLabel, MenuRule, MenuSession } from '../primitives/menu-item.tsx'
import { SessionMark } from '../primitives/session-mark.tsx'
import { placeOf } from '../session/session-view.ts'
import { useLessonSessions } from '../session/use-session.ts'

const AddSession = later(() => import('../session/add-session.tsx').then((module) => module.AddSession))

export interface SessionSwitchProps {
  /** Of the cell. */
  id: string
  number: number
  /** Where it runs now. */
  session: string
  /** It stays as the author has it. */
  locked: boolean
}

export function SessionSwitch({ id, number, session, locked }: SessionSwitchProps) {
  const { dispatch } = useNotebook()
  const index = useNotebookValue((state) => placeOf(state, session))
  const idle = useNotebookValue((state) => state.cells[id]?.activity.kind === 'idle')
  const home = useNotebookValue((state) => state.cells[id]?.spec.session ?? session)
  const sessions = useLessonSessions()
  const [adding, setAdding] = useState(false)
  const take = (name: string) => dispatch({ type: 'cell-session-changed', cell: id, session: name })
  const mark = <SessionMark name={session} index={index} />
  if (locked || !idle || sessions.length < 2) return mark
  return (
    <>
      <Menu
        look="quiet"
        size="small"
        align="start"
        label="Run this cell in"
        aria-label={`Session of cell ${number}: ${session}`}
        className="-my-1 -ms-1.5"
        trigger={
          <>
            {mark}
            <Icon of={ChevronDown} size={12} className="text-ink-3" />
          </>
        }
      >
        <MenuLabel>Run this cell in</MenuLabel>
        {sessions.map((each) => (
          <MenuSession
            key={each.name}
            name={each.name}
            index={each.index}
            chosen={each.name === session}
            side={each.name === home ? `${each.short}, as the lesson has it` : each.short}
            note={`role ${each.role}, database ${each.database}`}
            onSelect={() => take(each.name)}
          />
        ))}
        <MenuRule />
        <MenuItem note="a further connection, as another psql window" onSelect={() => setAdding(true)}>
          Add a session…
        </MenuItem>
      </Menu>
      {adding && (
        <Suspense>
          <AddSession like={session} onAdd={take} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  )
}
