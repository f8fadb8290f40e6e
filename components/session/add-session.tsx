'use client'
/** The form for a further session: a name, and the role and database that it connects to. */
import { type FormEvent, useState } from 'react'
import type { SessionSpec } from '../../lib/notebook/model.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { Button } from '../primitives/button.tsx'
import { Dialog } from '../primitives/dialog.tsx'
import { TextField } from '../primitives/text-field.tsx'
import { mistakes, suggestion } from './new-session.ts'

export interface AddSessionProps {
  /** The session whose role and database are proposed. */
  like: string
  /** Hears of the name, once the session is there. */
  onAdd?: (name: string) => void
  onClose: () => void
}

/** Mistakes show once the form has been sent, and go as they are mended. */
export function AddSession({ like, onAdd, onClose }: AddSessionProps) {
  const { dispatch } = useNotebook()
  const sessions = useNotebookValue((state) => state.sessions)
  const [entry, setEntry] = useState(() => suggestion(sessions, like))
  const [sent, setSent] = useState(false)
  const found = mistakes(entry, sessions)
  const shown = (field: keyof SessionSpec) => (sent ? found[field] : null)
  const write = (field: keyof SessionSpec) => (text: string) =>
    setEntry((before) => ({ ...before, [field]: text.trim() }))
  const bind = (field: keyof SessionSpec) => ({
    name: field,
    defaultValue: entry[field],
    mistake: shown(field),
    onText: write(field),
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setSent(true)
    const wrong = (['name', 'role', 'database'] as const).find((field) => found[field] !== null)
    if (wrong === undefined) {
      dispatch({ type: 'session-add-requested', session: entry })
      onAdd?.(entry.name)
      onClose()
    } else {
      event.currentTarget.querySelector<HTMLElement>(`[name=${wrong}]`)?.focus()
    }
  }
  return (
    <Dialog title="Add a session" onClose={onClose}>
      <form noValidate className="grid gap-4 px-5 pt-4 pb-5" onSubmit={send}>
        <p className="text-ink-2 text-small">
          A further connection to this server, as another psql window would be. Any cell can be run in it.
        </p>
        <TextField {...bind('name')} label="Name" />
        <TextField
          {...bind('role')}
          label="Role"
          note="Who it is to PostgreSQL. It connects when its first cell runs, so an earlier cell may create the role."
        />
        <TextField {...bind('database')} label="Database" />
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Do not add
          </Button>
          <Button look="next" type="submit">
            Add session
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
