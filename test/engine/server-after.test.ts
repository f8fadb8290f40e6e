/** A server that begins where other lessons end. */
import { afterAll, expect, test } from 'vitest'
import type { CellSpec } from '../../lib/notebook/model.ts'
import { type EarlierLesson, serverAfter } from '../../lib/notebook/server-after.ts'
import { withConnection } from '../../lib/postgres/client/query.ts'
import { Session } from '../../lib/postgres/client/session.ts'
import { WaitQuestion } from '../../lib/postgres/client/waits.ts'
import { startServer } from '../../lib/postgres/host/node.ts'

const server = startServer()
afterAll(() => server.stop({ immediate: true }))

const role = { role: 'postgres', database: 'postgres' }
const parts = {
  openSession: (of: typeof server, parameters: ConstructorParameters<typeof Session>[1]) =>
    new Session(of, parameters),
  openWaits: (of: typeof server) => new WaitQuestion(of),
}

function earlier(lesson: string, ...cells: Partial<CellSpec>[]): EarlierLesson {
  const rest = {
    language: 'sql',
    session: 'alice',
    starterHash: '',
    expectedError: null,
    waitsFor: null,
    frees: null,
  } as const
  return {
    lesson,
    sessions: [
      { name: 'alice', ...role },
      { name: 'bob', ...role },
    ],
    cells: cells.map((cell, at) => ({ ...rest, id: `c${at}`, starter: '', ...cell })),
  }
}

test('it has what they left, waits and expected errors included; open transactions are rolled back', async () => {
  const first = earlier(
    'first',
    { starter: 'CREATE TABLE t (n int);' },
    { starter: 'SELECT 1 / 0;', expectedError: '22012' },
  )
  const second = earlier(
    'second',
    { starter: 'BEGIN; LOCK TABLE t;' },
    { starter: 'INSERT INTO t VALUES (1);', session: 'bob', waitsFor: 'alice' },
    { starter: 'COMMIT;', frees: 'bob' },
    { starter: 'BEGIN; INSERT INTO t VALUES (2);' },
  )
  const after = serverAfter(server, [first, second], parts)
  await after.ready
  const parameters = { user: 'postgres', database: 'postgres' }
  const { rows } = await withConnection(after, parameters, (ask) => ask('SELECT n FROM t'))
  expect(rows).toEqual([['1']])
})

test('one that does not come to its end is no start', async () => {
  const broken = earlier('broken', { id: 'oops', starter: 'SELECT nothing;' }, { starter: 'SELECT 1;' })
  await expect(serverAfter(server, [broken], parts).ready).rejects.toThrow(
    'the lesson "broken", from which this one starts, did not come to its end: its cell "oops" failed',
  )
})
