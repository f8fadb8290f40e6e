/** The ring of a deadlock: who waited for whom, whom PostgreSQL ended, and who went on. */
import { get, values } from '../int-map.ts'
import type { Deadlock, JournalState } from '../model.ts'
import { listed, sessionRef } from '../names.ts'
import type { Point } from '../point.ts'
import { waitText } from '../wait-text.ts'
import type { DeadlockEdge, DeadlockRing } from './timeline-view.ts'
import type { SessionRef } from './view.ts'

const stranger: SessionRef = { key: 's0', name: 'another session', named: false }

export function deadlocksOf(
  state: JournalState,
  { from, to }: { from: number; to: number },
  point: Point,
): DeadlockRing[] {
  return state.deadlocks
    .filter((deadlock) => deadlock.by <= point.number && deadlock.by >= from && firstOf(deadlock) <= to)
    .map((deadlock) => ringOf(state, deadlock))
}

/** The first statement that has a part in it. */
function firstOf({ victim, edges }: Deadlock): number {
  return Math.min(victim, ...edges.flatMap(({ statement }) => statement ?? []))
}

export function ringOf(state: JournalState, deadlock: Deadlock): DeadlockRing {
  const edges = deadlock.edges.map((edge) => edgeOf(state, edge))
  const wentOn = wentOnOf(state, deadlock)
  const victim = get(state.statements, deadlock.victim)
  const who = victim ? sessionRef(state, victim.session).name : stranger.name
  const waits = edges.map(({ waiter, holder, what }) => `${waiter.name} waited for ${holder.name} (${what})`)
  const then = wentOn === null ? '' : ` so that ${wentOn.session.name} could go on`
  return {
    victim: deadlock.victim,
    edges,
    wentOn,
    sentence: `${listed(waits)}: a ring. PostgreSQL ended #${deadlock.victim} by ${who}${then}.`,
  }
}

function edgeOf(
  state: JournalState,
  { waiter, holder, statement, lock }: Deadlock['edges'][number],
): DeadlockEdge {
  const told = values(state.waits).findLast((wait) => wait.session === waiter && wait.statement === statement)
  return {
    waiter: waiter === null ? stranger : sessionRef(state, waiter),
    holder: holder === null ? stranger : sessionRef(state, holder),
    statement,
    lock,
    what: told && statement !== null ? waitText(state, told).what : lock,
  }
}

/** Who had waited for the victim goes on when the victim's transaction has failed. */
function wentOnOf(state: JournalState, { victim, by, edges }: Deadlock): DeadlockRing['wentOn'] {
  const session = get(state.statements, victim)?.session
  const free = edges.find(({ holder, waiter }) => holder === session && waiter !== session)
  if (!free || free.waiter === null) return null
  const statement = free.statement === null ? undefined : get(state.statements, free.statement)
  if (statement?.end?.error) return null
  return { session: sessionRef(state, free.waiter), at: statement?.end?.by ?? by }
}
