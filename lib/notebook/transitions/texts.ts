/** The learner's texts: typed here, or come back from an earlier visit. */
import { pythonQueue } from '../../lesson/lesson.ts'
import type { NotebookEvent, Transition } from '../events.ts'
import type { CellRun, NotebookState, StorageState } from '../model.ts'
import { withNewSession } from '../session-table.ts'
import { accept, noSuchCell, refuse, withCell } from './transition.ts'

/** The editor tells its text; it is kept at once. */
export function sourceChanged(state: NotebookState, id: string, source: string): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  if (cell.source === source) return accept(state)
  return accept(withCell(state, id, { source }), [{ type: 'save-source', cell: id, source }])
}

/** Another tab has this lesson open, and has changed what is kept: the last to write wins. */
export function otherTabWrote(state: NotebookState, at: number): Transition {
  return accept({ ...state, otherTab: { at } })
}

/** The learner has read of it. */
export function otherTabNoted(state: NotebookState): Transition {
  return accept(state.otherTab === null ? state : { ...state, otherTab: null })
}

/** Storage tells how it is. */
export function storageChanged(state: NotebookState, storage: StorageState): Transition {
  return accept({ ...state, storage })
}

/**
 * Puts back what storage had. It comes late, so it gives way to what has been typed or run meanwhile; a cell that
 * is still queued will run the text that now stands in it.
 */
export function restored(
  state: NotebookState,
  event: Extract<NotebookEvent, { type: 'restored' }>,
): Transition {
  let after = state
  for (const spec of event.sessions.own) {
    if (!after.sessions[spec.name] && spec.name !== pythonQueue)
      after = { ...after, ...withNewSession(after, spec) }
  }
  for (const [id, kept] of Object.entries(event.cells)) {
    const cell = after.cells[id]
    if (!cell) continue
    const untouched = cell.source === cell.spec.starter
    const source = untouched ? kept.source : cell.source
    const run: CellRun | null = cell.run ?? (kept.run && { ...kept.run, fromBefore: true })
    const { activity } = cell
    const moved = cell.spec.language === 'sql' ? event.sessions.moved[id] : undefined
    const session = after.sessions[moved ?? '']?.name ?? cell.session
    const asked = activity.kind === 'queued' && activity.request.part === null
    after = withCell(after, id, {
      session,
      source,
      run,
      activity: asked ? { kind: 'queued', request: { ...activity.request, session, source } } : activity,
    })
  }
  return accept({ ...after, nextCount: Math.max(state.nextCount, event.nextCount) })
}
