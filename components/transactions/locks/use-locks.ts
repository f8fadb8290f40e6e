'use client'
/** The locks of now, as PostgreSQL has them: asked when the view opens, and again when something has happened. */
import { useEffect, useRef, useState } from 'react'
import { values } from '../../../lib/transactions/int-map.ts'
import type { LocksView } from '../../../lib/transactions/views/locks-view.ts'
import { selectLocks } from '../../../lib/transactions/views/select-locks.ts'
import { useNotebook } from '../../notebook/notebook-context.tsx'
import type { LiveNotebook } from '../../notebook/open-notebook.ts'
import { part } from '../../primitives/parts-of-the-page.ts'
import { useCursor, useJournal } from '../panel-context.tsx'

const loadQuestion = part(() => import('../../../lib/postgres/client/locks.ts'))

export interface UsedLocks {
  view: LocksView
  /** What is shown was so before the last thing that happened; the answer is under way. */
  asking: boolean
}

export function useLocks(): UsedLocks {
  const { live } = useNotebook()
  const { at } = useCursor()
  const state = useJournal()
  const view = selectLocks(state, { at: at ?? undefined })
  const asked = useRef('')
  const moment = `${state.count} ${values(state.openWaits).join(' ')}`
  const isTold = state.locks !== null
  const [failedAt, setFailedAt] = useState<string | null>(null)
  useEffect(() => {
    if (at !== null || !live || (isTold && asked.current === moment)) return
    asked.current = moment
    let gone = false
    void tellLocks(live).then((told) => {
      if (!gone && !told) setFailedAt(moment)
    })
    return () => {
      gone = true
    }
  }, [live, at, moment, isTold])
  // While the next answer is under way, the one before it stands, and says so: what follows from facts is another list.
  const [last, setLast] = useState<LocksView | null>(null)
  if (view.source === 'pg_locks' && last !== view) setLast(view)
  const asking = at === null && view.source === 'facts' && failedAt !== moment
  return asking && last !== null ? { view: last, asking } : { view, asking }
}

/** Whether PostgreSQL has answered. Without an answer there is what follows from the facts. */
async function tellLocks({ notebook, journal }: LiveNotebook): Promise<boolean> {
  const server = notebook.server()
  if (!server) return false
  const pids = Object.values(notebook.getState().sessions).flatMap(({ pid }) => pid ?? [])
  try {
    const { askLocks } = await loadQuestion()
    const locks = await askLocks(server, pids)
    if (notebook.server() !== server) return false
    journal.tell([{ type: 'locks-told', at: Date.now(), locks }])
    return true
  } catch (error) {
    console.debug('locks: PostgreSQL could not be asked', error)
    return false
  }
}
