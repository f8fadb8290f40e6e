/** Sessions by the process that serves them. */
import { get, set } from '../int-map.ts'
import type { JournalState, Session } from '../model.ts'

/** The session that this process serves, or served last. */
export function sessionOfPid(state: JournalState, pid: number): Session | undefined {
  const index = get(state.pids, pid)
  return index === undefined ? undefined : get(state.sessions, index)
}

export function withSession(state: JournalState, session: Session): JournalState {
  return { ...state, sessions: set(state.sessions, session.index, session) }
}
