/** What the page says of sessions: how they stand, who waits for whom, what a crash has left; and who may be added. */
import { describe, expect, test } from 'vitest'
import { failedIn } from '../../../components/cell/failed-in.ts'
import { announcement } from '../../../components/notebook/announcement.ts'
import { batchStopWords, crashInWords } from '../../../components/notebook/status-words.ts'
import { mostUrgent } from '../../../components/session/most-urgent.ts'
import { mistakes, suggestion } from '../../../components/session/new-session.ts'
import { indentOf, namesInWords, sessionViews } from '../../../components/session/session-view.ts'
import { lockInWords, waitedInWords } from '../../../components/session/wait-words.ts'
import type { NotebookEvent, SessionChange } from '../../../lib/notebook/events.ts'
import { initialState } from '../../../lib/notebook/initial-state.ts'
import type { NotebookState } from '../../../lib/notebook/model.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'

const lesson = initialState({
  sessions: [
    { name: 'alice', role: 'alice', database: 'shop' },
    { name: 'bob', role: 'bob', database: 'shop' },
  ],
  cells: (['alice', 'bob', 'alice'] as const).map((session, at) => ({
    id: `c${at + 1}`,
    language: 'sql' as const,
    session,
    starter: 'SELECT 1',
    starterHash: String(at),
    expectedError: null,
    waitsFor: null,
    frees: null,
  })),
})

function reached(state: NotebookState, ...events: NotebookEvent[]): NotebookState {
  return events.reduce((now, event) => reduce(now, event).state, state)
}

function told(session: string, change: Partial<SessionChange>): NotebookEvent {
  const { role, database } = lesson.sessions[session] ?? { role: '', database: '' }
  const connected = { kind: 'connected' } as const
  return {
    type: 'session-changed',
    session,
    change: { connection: connected, status: 'I', superuser: false, pid: 7, role, database, ...change },
  }
}

const ready = reached(
  lesson,
  { type: 'server-changed', server: { kind: 'ready' } },
  told('alice', { status: 'T', pid: 11 }),
  told('bob', { pid: 12 }),
)
const bobRuns = reached(
  ready,
  { type: 'run-requested', cell: 'c2', part: null },
  { type: 'run-started', cell: 'c2', ticket: 1, at: 1000, status: 'I' },
)
const bobWaits = reached(bobRuns, {
  type: 'waits-told',
  asOf: bobRuns.changes,
  at: 1100,
  waits: [
    {
      pid: 12,
      blockedBy: [11],
      since: 1000,
      lock: { type: 'transactionid', mode: 'ShareLock', relation: 99 },
    },
  ],
})

describe('of sessions the page shows', () => {
  test('those that a cell runs in, by letter, with the prompt of psql', () => {
    expect(sessionViews(lesson).map(({ name, letter, short }) => [name, letter, short])).toEqual([
      ['alice', 'A', 'not connected'],
      ['bob', 'B', 'not connected'],
    ])
    expect(sessionViews(bobWaits).map(({ prompt, short, cell }) => [prompt, short, cell])).toEqual([
      ['shop=*>', 'in transaction', null],
      ['shop=>', 'waits for alice', 'c2'],
    ])
  })

  test('what is accepted after an error, and why a connection is lost', () => {
    const failed = reached(ready, told('alice', { status: 'E' }))
    expect(sessionViews(failed)[0]).toMatchObject({
      condition: 'failed',
      prompt: 'shop=!>',
      long: 'failed: only ROLLBACK is accepted',
    })
    const lost = reached(ready, told('alice', { connection: { kind: 'lost', message: 'gone' }, pid: null }))
    expect(sessionViews(lost)[0]).toMatchObject({ condition: 'lost', prompt: null, reason: 'gone' })
  })

  test('a learner’s own, without a hole in the letters where a session is never spoken of', () => {
    const added = reached(lesson, {
      type: 'session-add-requested',
      session: { name: 'carol', role: 'carol', database: 'shop' },
    })
    expect(sessionViews(added).map(({ name, letter }) => name + letter)).toEqual(['aliceA', 'bobB', 'carolC'])
    expect(['alice', 'bob', 'carol', 'postgres'].map((name) => indentOf(added, name))).toEqual([0, 1, 2, 0])
  })

  test('the most urgent ones, in their own order', () => {
    const views = (['idle', 'failed', 'not-connected', 'waiting'] as const).map((condition) => ({
      condition,
    }))
    expect(mostUrgent(views, 2).map(({ condition }) => condition)).toEqual(['failed', 'waiting'])
  })
})

test('a wait is told once, with names', () => {
  expect(announcement(bobRuns, bobWaits)).toBe('cell 2 waits for alice (A)')
  expect(announcement(bobWaits, bobWaits)).toBeNull()
  expect([[], ['a'], ['a', 'b', 'c']].map(namesInWords)).toEqual(['another session', 'a', 'a, b and c'])
})

test('locks and times are said as people say them', () => {
  const lock = (type: string, relation: string | null) =>
    lockInWords({ type, mode: 'AccessExclusiveLock', relation: 1 }, relation)
  expect(lock('transactionid', 'stock')).toBe('row lock on stock')
  expect(lock('transactionid', null)).toBe('the end of its transaction')
  expect(lock('relation', 'stock')).toBe('lock on stock, AccessExclusiveLock')
  expect(lock('advisory', null)).toBe('an advisory lock')
  expect([0, 12_345, 61_000].map(waitedInWords)).toEqual(['0 s', '12 s', '1 min 1 s'])
})

test('a failed block is told below the last cell that ran in it', () => {
  const after = reached(
    ready,
    { type: 'run-requested', cell: 'c1', part: null },
    { type: 'run-started', cell: 'c1', ticket: 1, at: 1, status: 'T' },
    told('alice', { status: 'E' }),
    {
      type: 'run-ended',
      cell: 'c1',
      ticket: 1,
      at: 2,
      result: { outcome: 'failed', code: '22012', status: 'E' },
    },
  )
  expect([failedIn(after, 'c1'), failedIn(after, 'c2')]).toEqual(['alice', null])
  expect(failedIn(reached(after, told('alice', { status: 'I' })), 'c1')).toBeNull()
})

test('a crash says what it has left', () => {
  const crash = { message: 'a backend was ended\nby force', at: 1 }
  expect(crashInWords({ ...crash, recovering: true }).head).toBe('PostgreSQL has crashed and recovers')
  const { rest } = crashInWords({ ...crash, recovering: false })
  expect(rest).toMatch(/^a backend was ended\. It has replayed its log \(WAL\): what was committed is there/)
})

test('run all tells for whom it has stopped', () => {
  const stopped: NotebookState = {
    ...lesson,
    batchStop: { cell: 'c2', reason: { kind: 'undeclared-wait', for: ['alice'] }, notRun: ['c3'] },
  }
  expect(batchStopWords(stopped)).toEqual({
    head: 'Stopped at cell 2',
    rest: 'It waits for alice (A), which the lesson does not say. 1 cell not run.',
  })
})

describe('a new session', () => {
  test('is proposed with a free name and the role and database of another one', () => {
    expect(suggestion(lesson.sessions, 'bob')).toEqual({ name: 'carol', role: 'bob', database: 'shop' })
  })

  test.each([
    ['', 'A session needs a name.'],
    ['9', 'A name begins with a letter; letters, digits, blanks, “-” and “_” may follow.'],
    ['bob', 'There is a session “bob” already.'],
    ['ä'.repeat(32), 'That is too long for a name: at most 63 letters.'],
    ['constructor', null],
    ['session 9', null],
  ])('called %j: %s', (name, mistake) => {
    expect(mistakes({ name, role: 'r', database: 'd' }, lesson.sessions).name).toBe(mistake)
  })

  test('needs a role and a database', () => {
    expect(mistakes({ name: 'x', role: '', database: '' }, lesson.sessions)).toMatchObject({
      role: 'A session belongs to a role.',
      database: 'A session belongs to a database.',
    })
  })
})
