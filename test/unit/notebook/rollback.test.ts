/** The way out of a failed block is offered where there is one, and only there. */
import { expect, test } from 'vitest'
import { initialState } from '../../../lib/notebook/initial-state.ts'
import type { NotebookState } from '../../../lib/notebook/model.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import type { TransactionStatus } from '../../../lib/postgres/client/outcome.ts'

const lesson = initialState({ cells: [], sessions: [{ name: 'alice', role: 'alice', database: 'shop' }] })

function connected(status: TransactionStatus): NotebookState {
  return reduce(lesson, {
    type: 'session-changed',
    session: 'alice',
    change: {
      connection: { kind: 'connected' },
      status,
      superuser: false,
      pid: 7,
      role: 'alice',
      database: 'shop',
    },
  }).state
}

test('ROLLBACK runs in a session whose block has failed', () => {
  const { effects, refused } = reduce(connected('E'), { type: 'rollback-requested', session: 'alice' })
  expect({ effects, refused }).toEqual({ effects: [{ type: 'rollback', session: 'alice' }], refused: null })
})

test.each([
  ['I', 'alice', 'session "alice" is in no failed transaction'],
  ['T', 'alice', 'session "alice" is in no failed transaction'],
  ['E', 'bob', 'the notebook has no session "bob"'],
] as const)('with status %s, of %s, it is refused', (status, session, reason) => {
  const { effects, refused } = reduce(connected(status), { type: 'rollback-requested', session })
  expect({ effects, refused }).toEqual({ effects: [], refused: reason })
})
