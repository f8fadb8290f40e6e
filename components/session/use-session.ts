'use client'
/** Sessions for the components: how they are, and what can be asked of them. */
import type { NotebookState } from '../../lib/notebook/model.ts'
import { useNotebook, useNotebookValue } from '../notebook/notebook-context.tsx'
import { type SessionView, sameViews, sessionViews } from './session-view.ts'

/** Those that matter, in the order of the lesson. */
export function useSessions(): SessionView[] {
  return useNotebookValue(sessionViews, sameViews)
}

/** Whether there is more than one, so that their states are shown beside the text. */
export function useShowsSessions(): boolean {
  return useNotebookValue((state) => state.server.kind !== 'unavailable' && sessionViews(state).length > 1)
}

/** Those in which a cell can be run: Python's connections are not among them. */
export function useLessonSessions(): SessionView[] {
  return useNotebookValue(lessonViews, sameViews)
}

function lessonViews(state: NotebookState): SessionView[] {
  return sessionViews(state).filter(({ kind }) => kind === 'session')
}

export interface SessionActions {
  stop: (() => void) | null
  connect: (() => void) | null
  /** What it takes with it, `closeNote` says. */
  close: (() => void) | null
  closeNote: string
  remove: (() => void) | null
}

/** What can be asked of a session as it is; null for what makes no sense now. */
export function useSessionActions(view: SessionView): SessionActions {
  const { dispatch } = useNotebook()
  const { name, cell, condition } = view
  const stop = cell === null ? null : () => dispatch({ type: 'stop-requested', cell })
  if (view.kind === 'connection') return { stop, connect: null, close: null, closeNote: '', remove: null }
  const open = !['not-connected', 'closed', 'lost'].includes(condition)
  return {
    stop,
    connect: open ? null : () => dispatch({ type: 'session-connect-requested', session: name }),
    close: open ? () => dispatch({ type: 'session-close-requested', session: name }) : null,
    closeNote: view.openWork ? 'its open transaction is rolled back' : 'nothing is open, so nothing is lost',
    remove: view.declared ? null : () => dispatch({ type: 'session-remove-requested', session: name }),
  }
}
