'use client'
/** What the journal knows of the sessions, beside what the notebook knows; in the past it is all that is known. */
import { useEffect, useState } from 'react'
import type { SessionEntry, SessionsView } from '../../../lib/transactions/views/sessions-view.ts'
import { part } from '../../primitives/parts-of-the-page.ts'
import type { SessionView } from '../../session/session-view.ts'
import { useSessions } from '../../session/use-session.ts'
import { useCursor, useJournal } from '../panel-context.tsx'
import { pastView } from './past-view.ts'

type Select = typeof import('../../../lib/transactions/views/select-sessions.ts')['selectSessions']

export interface SessionFacts {
  sessions: SessionView[]
  /** By name; empty until something has been run. */
  entries: ReadonlyMap<string, SessionEntry>
  crash: SessionsView['crash']
  /** One looks back: nothing can be done about what was. */
  past: boolean
}

export function useSessionFacts(): SessionFacts {
  const sessions = useSessions()
  const state = useJournal()
  const { at } = useCursor()
  const select = useSelect(state.count > 0)
  if (select === null) return { sessions, entries: new Map(), crash: null, past: false }
  const view = select(state, { at: at ?? undefined })
  // Those that are open come first: an older one of the same name has ended.
  const entries = new Map(view.sessions.toReversed().map((entry) => [entry.session.name, entry]))
  const past = view.at !== null
  return {
    sessions: past ? sessions.map((each) => pastView(each, entries.get(each.name))) : sessions,
    entries,
    crash: view.crash,
    past,
  }
}

const loadView = part(() => import('../../../lib/transactions/views/select-sessions.ts'))

/** The view's code, which is loaded once it is wanted. */
function useSelect(wanted: boolean): Select | null {
  const [select, setSelect] = useState<{ of: Select } | null>(null)
  useEffect(() => {
    if (!wanted) return
    let gone = false
    void loadView().then((module) => {
      if (!gone) setSelect({ of: module.selectSessions })
    })
    return () => {
      gone = true
    }
  }, [wanted])
  return select?.of ?? null
}
