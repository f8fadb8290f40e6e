/** Waits in words. */
import { get } from './int-map.ts'
import { lockFacts } from './lock-facts.ts'
import type { JournalState, WaitState } from './model.ts'
import { listed, sessionRef } from './names.ts'
import type { SessionRef } from './views/view.ts'

export interface WaitText {
  holders: readonly SessionRef[]
  what: string
  takenAt: number | null
  /** "bob waits for alice: row tea of stock, which alice has changed (#3)." */
  sentence: string
}

export function waitText(state: JournalState, wait: WaitState): WaitText {
  const holders = wait.holders.map((holder) => sessionRef(state, holder))
  const { what, takenAt, taken } = lockFacts(state, wait)
  const names = listed(holders.map(({ name }) => name))
  const waiter = sessionRef(state, wait.session).name
  const whom = names === '' ? 'somebody outside of this notebook' : names
  const by = takenAt === null ? undefined : get(state.statements, takenAt)
  const how =
    by && taken !== null
      ? `, which ${sessionRef(state, by.session).name} has ${words[taken]} (#${takenAt})`
      : ''
  return { holders, what, takenAt, sentence: `${waiter} waits for ${whom}: ${what}${how}.` }
}

const words = { changed: 'changed', locked: 'locked', 'wrote to': 'written to' } as const

/** Whether the session waits for itself through others. */
export function isInRing(session: number, waits: readonly WaitState[]): boolean {
  const seen = new Set<number>()
  const next = waits.filter((wait) => wait.session === session).flatMap(({ holders }) => holders)
  for (let holder = next.pop(); holder !== undefined; holder = next.pop()) {
    if (holder === session) return true
    if (seen.has(holder)) continue
    seen.add(holder)
    next.push(...waits.filter((wait) => wait.session === holder).flatMap(({ holders }) => holders))
  }
  return false
}
