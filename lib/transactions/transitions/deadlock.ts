/**
 * The ring of a deadlock: PostgreSQL names it in the DETAIL of 40P01, "Process 1 waits for ShareLock on transaction 2;
 * blocked by process 3." (deadlock.c, DeadLockReport). Where that text is another one, the waits that were told make it.
 */
import { get, values } from '../int-map.ts'
import type { Deadlock, JournalState, Statement, StatementEnd } from '../model.ts'
import { sessionOfPid } from './session-table.ts'

const line = /^Process (\d+) waits for (.+?); blocked by process (\d+)\.$/gm

export function withDeadlock(
  state: JournalState,
  victim: Statement,
  { by, error }: StatementEnd,
): JournalState {
  if (error?.code !== '40P01') return state
  const named = [...(error.detail ?? '').matchAll(line)].map(([, waiter, lock = '', holder]) => {
    return edge(state, Number(waiter), Number(holder), lock)
  })
  const edges = named.length > 0 ? named : toldRing(state, victim)
  const deadlock: Deadlock = { victim: victim.number, by, edges }
  return { ...state, deadlocks: [...state.deadlocks, deadlock] }
}

function edge(state: JournalState, waiter: number, holder: number, lock: string): Deadlock['edges'][number] {
  const session = sessionOfPid(state, waiter)
  return {
    waiter: session?.index ?? null,
    holder: sessionOfPid(state, holder)?.index ?? null,
    statement: session?.running ?? null,
    lock,
  }
}

function toldRing(state: JournalState, victim: Statement): Deadlock['edges'] {
  const waits = values(state.openWaits).flatMap((id) => get(state.waits, id) ?? [])
  const edges: Deadlock['edges'][number][] = []
  let waiter: number | undefined = victim.session
  while (waiter !== undefined && !edges.some((known) => known.waiter === waiter)) {
    const wait = waits.find(({ session }) => session === waiter)
    const holder = wait?.holders[0]
    if (!wait || holder === undefined) break
    const { type, mode } = wait.lock
    edges.push({ waiter, holder, statement: wait.statement, lock: `${mode} on ${type}` })
    waiter = holder
  }
  return edges
}
