/** What a view wants to know of sessions and their waits. Each gives a plain value, or an object of the state itself. */
import { pythonQueue } from '../lesson/lesson.ts'
import type { CellWait, InputWanted, NotebookState, SessionState } from './model.ts'
import { openRequests, requestOf } from './queue.ts'
import { ranInThisLife } from './select.ts'

/**
 * The session's prompt, as psql shows it: `shop=>` (for superusers `shop=#`), `shop=*>` in a transaction, `shop=!>`
 * in a failed one, `!>` without a connection. PostgreSQL manual, psql, "Prompting".
 */
export function prompt(session: SessionState): string {
  const end = session.superuser ? '#' : '>'
  if (session.connection.kind !== 'connected') return '!>'
  const transaction = { I: '', T: '*', E: '!' }[session.status]
  return `${session.database}=${transaction}${end}`
}

/** The cell that runs, or waits, in this session now; null when none does. */
export function activeCell(state: NotebookState, session: string): string | null {
  const isActive = (id: string) => {
    const activity = state.cells[id]?.activity
    return activity?.kind !== 'idle' && activity?.kind !== 'queued' && activity?.request.session === session
  }
  return state.order.find(isActive) ?? null
}

/** What the cell waits for in PostgreSQL; null when it does not. */
export function waitOfCell(state: NotebookState, id: string): CellWait | null {
  const activity = state.cells[id]?.activity
  return activity?.kind === 'running' ? activity.wait : null
}

/** What the cell's `input()` asks for; null when it does not. */
export function inputOf(state: NotebookState, id: string): InputWanted | null {
  const activity = state.cells[id]?.activity
  return activity?.kind === 'running' ? activity.input : null
}

/** What the session waits for in PostgreSQL; null when it does not. */
export function waitOfSession(state: NotebookState, session: string): CellWait | null {
  const cell = activeCell(state, session)
  return cell === null ? null : waitOfCell(state, cell)
}

/** Whether this session waits for itself, through others: a deadlock, which PostgreSQL ends after deadlock_timeout. */
export function isInRing(state: NotebookState, session: string): boolean {
  const wait = waitOfSession(state, session)
  return wait !== null && waitedOut(state, wait).has(wait.pid)
}

/**
 * Whether one of Python's connections waits for another one, perhaps through others. There is one thread: the cell that
 * could end the other transaction is the one that waits. PostgreSQL sees no deadlock in it.
 */
export function isStuckInPython(state: NotebookState): boolean {
  const wait = waitOfSession(state, pythonQueue)
  if (wait === null) return false
  const waited = waitedOut(state, wait)
  return state.connections.some(
    ({ open }) => open?.pid != null && open.pid !== wait.pid && waited.has(open.pid),
  )
}

/** Process ids of all that must act before this wait can end. */
function waitedOut(state: NotebookState, { pids }: CellWait): ReadonlySet<number> {
  const waits = state.order.map((id) => waitOfCell(state, id)).filter((wait) => wait !== null)
  const seen = new Set<number>()
  const next = [...pids]
  for (let pid = next.pop(); pid !== undefined; pid = next.pop()) {
    if (seen.has(pid)) continue
    seen.add(pid)
    next.push(...waits.flatMap((wait) => (wait.pid === pid ? wait.pids : [])))
  }
  return seen
}

/** Which cell can let a waiting cell go on, and why it is that one. */
export interface FreeingCell {
  cell: string
  /**
   * `busy`: it runs, or is queued, in the session that is waited for. `frees`: the lesson says that it frees.
   * `next`: the next cell of that session. `last`: there is no next one; the last that ran there, to end its
   * transaction in.
   */
  why: 'busy' | 'frees' | 'next' | 'last'
}

/**
 * Where "go to the cell that can free it" leads; null when nobody of ours holds the lock, or in a deadlock. The session
 * at the end of the chain of waits counts. PostgreSQL gives a lock back when the transaction ends, so what helps is
 * what this session does next: what it runs already, the next of its cells that the lesson says frees the waiting one,
 * its next cell in the text; or else its last one, in which COMMIT can be typed.
 */
export function freeingCell(state: NotebookState, id: string): FreeingCell | null {
  const waiting = state.cells[id]
  const holder = holderOf(state, id)
  if (!waiting || holder === null) return null
  const [open] = openRequests(state).filter(({ session }) => session === holder)
  if (open) return { cell: open.cell, why: 'busy' }
  const ofHolder = state.order.filter((cell) => state.cells[cell]?.session === holder)
  const last = lastRun(state, holder)
  const after = last === null ? ofHolder : ofHolder.filter((cell) => isBelow(state, cell, last))
  const session = requestOf(waiting)?.session
  const frees = after.find((cell) => state.cells[cell]?.spec.frees === session)
  if (frees !== undefined) return { cell: frees, why: 'frees' }
  if (after[0] !== undefined) return { cell: after[0], why: 'next' }
  return last === null ? null : { cell: last, why: 'last' }
}

/** Whether a run that has ended has not waited for the session for which the lesson says that it waits. */
export function missedWait(state: NotebookState, id: string): boolean {
  const cell = state.cells[id]
  const waitsFor = cell?.spec.waitsFor ?? null
  if (!cell?.run?.result || waitsFor === null || !ranInThisLife(state, cell)) return false
  return !cell.run.waits.some((wait) => wait.for.includes(waitsFor))
}

/** Whether a run that has ended has not let the session go on that the lesson says it frees. */
export function missedFree(state: NotebookState, id: string): boolean {
  const cell = state.cells[id]
  const freed = cell?.spec.frees ?? null
  if (!cell?.run?.result || freed === null || !ranInThisLife(state, cell)) return false
  const { startedAt, session } = cell.run
  if (waitOfSession(state, freed)?.for.includes(session)) return true
  return !Object.values(state.cells).some(
    ({ run }) =>
      run?.session === freed &&
      run.waits.some((wait) => wait.for.includes(session) && wait.until >= startedAt),
  )
}

/** The session at the end of the chain of waits that begins with this cell; null when the chain is a ring, or leaves us. */
function holderOf(state: NotebookState, id: string): string | null {
  const seen = new Set<string>()
  let name = waitOfCell(state, id)?.for[0]
  while (name !== undefined && !seen.has(name)) {
    seen.add(name)
    const wait = waitOfSession(state, name)
    if (wait === null) return name
    name = wait.for[0]
  }
  return null
}

function lastRun(state: NotebookState, session: string): string | null {
  let last: { cell: string; count: number } | null = null
  for (const cell of state.order) {
    const found = state.cells[cell]
    if (!found?.run || found.run.session !== session || !ranInThisLife(state, found)) continue
    const count = found.run.count ?? 0
    if (last === null || count > last.count) last = { cell, count }
  }
  return last?.cell ?? null
}

function isBelow(state: NotebookState, cell: string, other: string): boolean {
  return state.order.indexOf(cell) > state.order.indexOf(other)
}
