/** Waits: who waits for whom, from which statement to which. */
import type { Fact, ToldWait } from '../facts.ts'
import { get, remove, set, values } from '../int-map.ts'
import type { JournalState, WaitState } from '../model.ts'
import { sessionOfPid } from './session-table.ts'

export function waitsTold(
  state: JournalState,
  { at, waits }: Extract<Fact, { type: 'waits-told' }>,
): JournalState {
  let after = state
  const told = new Map(waits.map((wait) => [sessionOfPid(state, wait.pid)?.index, wait]))
  for (const wait of openWaits(state)) {
    const now = told.get(wait.session)
    if (now && isSame(wait, now)) {
      told.delete(wait.session)
      after = withWait(after, { ...wait, ...named(wait, now) })
    } else after = withWait(after, { ...wait, until: state.count, ended: at })
  }
  for (const [session, wait] of told) if (session !== undefined) after = begun(after, session, wait, at)
  return after
}

/** A wait that was told before its statement is that statement's. */
export function attachWait(state: JournalState, session: number, statement: number): JournalState {
  const open = openWaits(state).find((wait) => wait.session === session && wait.statement === null)
  return open ? withWait(state, { ...open, statement, from: Math.max(open.from, statement) }) : state
}

/** With the statement that waits, or with the session. One that no statement was told for had been asked too late. */
export function endWait(state: JournalState, session: number, statement: number | null): JournalState {
  let after = state
  for (const wait of openWaits(state)) {
    if (wait.session !== session || (statement !== null && wait.statement !== statement)) continue
    after = withWait(after, { ...wait, until: state.count })
  }
  return after
}

function openWaits(state: JournalState): WaitState[] {
  return values(state.openWaits).flatMap((id) => get(state.waits, id) ?? [])
}

function begun(state: JournalState, session: number, told: ToldWait, at: number): JournalState {
  const id = state.next.wait
  const holders = told.blockedBy.flatMap((pid) => sessionOfPid(state, pid)?.index ?? [])
  const wait: WaitState = {
    id,
    session,
    statement: get(state.sessions, session)?.running ?? null,
    holders,
    pids: told.blockedBy,
    lock: told.lock,
    relationName: told.relationName ?? null,
    place: told.place ?? null,
    since: at - told.elapsed,
    from: state.count,
    until: null,
    ended: null,
  }
  return withWait({ ...state, next: { ...state.next, wait: id + 1 } }, wait)
}

function named(wait: WaitState, told: ToldWait): Pick<WaitState, 'relationName' | 'place'> {
  return {
    relationName: wait.relationName ?? told.relationName ?? null,
    place: wait.place ?? told.place ?? null,
  }
}

function isSame(wait: WaitState, { blockedBy, lock }: ToldWait): boolean {
  return wait.pids.join() === blockedBy.join() && wait.lock.type === lock.type && wait.lock.mode === lock.mode
}

function withWait(state: JournalState, wait: WaitState): JournalState {
  const openWaits =
    wait.until === null ? set(state.openWaits, wait.id, wait.id) : remove(state.openWaits, wait.id)
  return { ...state, openWaits, waits: set(state.waits, wait.id, wait) }
}
