/** The journal: state and one more fact give the next state. Pure; the same facts give the same state. */
import type { Fact } from './facts.ts'
import { forgetOld } from './forget.ts'
import { initialState } from './initial-state.ts'
import type { JournalState } from './model.ts'
import { moved, positionOf } from './position.ts'
import { catalogueTold, sequenceTold } from './transitions/catalogue.ts'
import { cellEnded, cellStarted } from './transitions/cells.ts'
import { crashed, lost, recovered } from './transitions/crash.ts'
import { rewritten, truncated } from './transitions/files.ts'
import { locksTold } from './transitions/locks.ts'
import { pruned, rowLocked, rowsTold } from './transitions/rows.ts'
import { sessionEnded, sessionNamed, sessionOpened } from './transitions/sessions.ts'
import { statementEnded, statementStarted } from './transitions/statements.ts'
import { waitsTold } from './transitions/waits.ts'
import { transactionEnded } from './transitions/writers.ts'

export function reduce(state: JournalState, fact: Fact): JournalState {
  const after = apply(state, fact)
  if (after === state) return state
  const locks = mayEndLocks.has(fact.type) ? null : after.locks
  return forgetOld({ ...after, locks, facts: after.facts + 1 })
}

/** What was told of locks before may be so no more. */
const mayEndLocks: ReadonlySet<Fact['type']> = new Set(['statement-ended', 'session-ended', 'crashed'])

/** The state that these facts give from the beginning, or from a state. */
export function replay(facts: readonly Fact[], from: JournalState = initialState): JournalState {
  return facts.reduce(reduce, from)
}

function apply(state: JournalState, fact: Fact): JournalState {
  switch (fact.type) {
    case 'session-opened':
      return sessionOpened(state, fact)
    case 'session-named':
      return sessionNamed(state, fact)
    case 'session-ended':
      return sessionEnded(state, fact)
    case 'statement-started':
      return statementStarted(state, fact)
    case 'statement-ended':
      return statementEnded(state, fact)
    case 'cell-started':
      return cellStarted(state, fact)
    case 'cell-ended':
      return cellEnded(state, fact)
    case 'waits-told':
      return waitsTold(state, fact)
    case 'locks-told':
      return locksTold(state, fact)
    case 'rows':
      return rowsTold(state, fact)
    case 'row-locked':
      return rowLocked(state, fact)
    case 'pruned':
      return pruned(state, fact)
    case 'truncated':
      return truncated(state, fact)
    case 'rewritten':
      return rewritten(state, fact)
    case 'catalogue':
      return catalogueTold(state, fact)
    case 'sequence':
      return sequenceTold(state, fact)
    case 'transaction-ended':
      return transactionEnded(state, fact)
    case 'forgotten':
      return forgotten(state, fact)
    case 'told':
      return told(state, positionOf(state, fact.lsn))
    case 'lost':
      return lost(state, fact)
    case 'crashed':
      return crashed(state, fact)
    case 'recovered':
      return recovered(state, fact)
    case 'server-restarted':
      return { ...initialState, facts: state.facts }
  }
}

/** It comes first: statements are counted on from those that nobody tells any more. */
function forgotten(
  state: JournalState,
  { statements, lsn }: Extract<Fact, { type: 'forgotten' }>,
): JournalState {
  const count = state.count + statements
  return told({ ...state, count, keptFrom: count + 1, startUnknown: true }, positionOf(state, lsn))
}

function told(state: JournalState, position: number): JournalState {
  if (position <= state.told) return state
  return { ...moved(state, position - state.base), told: position }
}
