/** Who waits for whom, as PostgreSQL told when it was asked. */
import { pythonQueue } from '../../lesson/lesson.ts'
import type { NotebookEvent, Transition, WaitReport } from '../events.ts'
import type { CellWait, NotebookState, PastWait } from '../model.ts'
import { accept, withCell } from './transition.ts'

/** Every running cell waits as told, or does not. A wait that is over is remembered with its run. */
export function waitsTold(
  state: NotebookState,
  { asOf, at, waits }: Extract<NotebookEvent, { type: 'waits-told' }>,
): Transition {
  let after = state
  for (const [id, { activity, run }] of Object.entries(state.cells)) {
    if (activity.kind !== 'running' || !run) continue
    const pids = pidsOf(state, activity.request.session)
    const report = waits.find((wait) => pids.includes(wait.pid))
    const wait = report ? nextWait(state, activity.wait, report, asOf) : null
    if (wait === activity.wait) continue
    const over = activity.wait && !isSameWait(activity.wait, wait)
    after = withCell(after, id, {
      activity: { ...activity, wait },
      ...(over ? { run: { ...run, waits: withPastWait(run.waits, activity.wait, at) } } : {}),
    })
  }
  return accept(after)
}

/** The waits of a run after this one, if there was one, has ended. */
export function withPastWait(
  waits: readonly PastWait[],
  wait: CellWait | null,
  until: number,
): readonly PastWait[] {
  return wait === null ? waits : [...waits, { for: wait.for, since: wait.since, until }]
}

function nextWait(
  state: NotebookState,
  before: CellWait | null,
  { pid, blockedBy, since, lock }: WaitReport,
  asOf: number,
): CellWait {
  const names = [...state.sessionOrder, pythonQueue].filter((name) =>
    pidsOf(state, name).some((holder) => blockedBy.includes(holder)),
  )
  const wait: CellWait = { pid, for: names, pids: blockedBy, since, lock, asOf }
  if (!before || !isSameWait(before, wait)) return wait
  return before.asOf === asOf ? before : { ...before, asOf }
}

/** The backends of a session: none or one; Python has one for each connection. */
function pidsOf(state: NotebookState, session: string): number[] {
  if (session !== pythonQueue)
    return state.sessions[session]?.pid == null ? [] : [state.sessions[session].pid]
  return state.connections.flatMap(({ open }) => open?.pid ?? [])
}

function isSameWait(one: CellWait, other: CellWait | null): boolean {
  return (
    other !== null &&
    one.pid === other.pid &&
    one.pids.join() === other.pids.join() &&
    one.lock.type === other.lock.type &&
    one.lock.mode === other.lock.mode
  )
}
