/** What cells say of themselves, to the eye and to the ear. */
import { describe, expect, test } from 'vitest'
import { cellCount } from '../../../components/cell/cell-count.ts'
import { cellWords, timeInWords, transactionInWords } from '../../../components/cell/cell-words.ts'
import { announcement } from '../../../components/notebook/announcement.ts'
import type { NotebookEvent } from '../../../lib/notebook/events.ts'
import { initialState } from '../../../lib/notebook/initial-state.ts'
import type { CellState, NotebookState } from '../../../lib/notebook/model.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import type { RunEvent, RunResult } from '../../../lib/postgres/client/outcome.ts'

const lesson = initialState({
  sessions: [{ name: 'main', role: 'postgres', database: 'postgres' }],
  cells: ['a', 'b'].map((id) => ({
    id,
    language: 'sql' as const,
    session: 'main',
    starter: 'SELECT 1',
    starterHash: id,
    expectedError: id === 'b' ? '42P01' : null,
    waitsFor: null,
    frees: null,
  })),
})

function reached(state: NotebookState, ...events: NotebookEvent[]): NotebookState {
  return events.reduce((now, event) => reduce(now, event).state, state)
}

const ready = reached(lesson, { type: 'server-changed', server: { kind: 'ready' } })
const running = reached(
  ready,
  { type: 'run-requested', cell: 'a', part: null },
  { type: 'run-started', cell: 'a', ticket: 1, at: 1000, status: 'I' },
)

function ended(result: RunResult, events: RunEvent[] = []): NotebookState {
  return reached(
    running,
    { type: 'run-reported', cell: 'a', ticket: 1, events },
    { type: 'run-ended', cell: 'a', ticket: 1, at: 1004, result },
  )
}

/** The cell as if the lesson said that it waits for this session. */
function waitingFor(state: NotebookState, id: string, session: string): CellState {
  const cell = state.cells[id]
  if (!cell) throw new Error(`no cell ${id}`)
  return { ...cell, spec: { ...cell.spec, waitsFor: session } }
}

const error: RunEvent = {
  type: 'output',
  output: {
    kind: 'error',
    statement: 'SELECT * FROM nowhere',
    fields: { severity: 'ERROR', code: '42P01', message: 'relation "nowhere" does not exist' },
  },
}

describe('a cell', () => {
  test('that is queued says what it waits for', () => {
    const early = reached(lesson, { type: 'run-requested', cell: 'a', part: null })
    expect([cellCount(early, 'a'), cellWords(early, 'a')]).toEqual([
      '[·]',
      'queued, runs when PostgreSQL is ready',
    ])
    const second = reached(running, { type: 'run-requested', cell: 'b', part: null })
    expect(cellWords(second, 'b')).toBe('queued, behind cell 1, which runs')
  })

  test('that has run says how long it took, and what became of the transaction', () => {
    const done = ended({ outcome: 'ok', status: 'T' })
    expect([cellCount(done, 'a'), cellWords(done, 'a')]).toEqual(['[1]', '4 ms, now in a transaction'])
    const missed = { ...done, cells: { ...done.cells, a: waitingFor(done, 'a', 'alice') } }
    expect(cellWords(missed, 'a')).toBe('4 ms, did not have to wait for alice, now in a transaction')
    expect(cellWords(ended({ outcome: 'failed', code: '42P01', status: 'E' }), 'a')).toBe(
      'failed, and the transaction with it',
    )
    expect(cellWords(ended({ outcome: 'stopped', code: '57014', status: 'I' }), 'a')).toBe('stopped')
  })

  test('that was edited says so before anything else', () => {
    const edited = reached(ended({ outcome: 'ok', status: 'I' }), {
      type: 'source-changed',
      cell: 'a',
      source: 'x',
    })
    expect(cellWords(edited, 'a')).toBe('edited since it ran')
  })
})

test('times are said as people say them', () => {
  expect([0.4, 4, 999, 1234, 125_000].map(timeInWords)).toEqual([
    'under 1 ms',
    '4 ms',
    '999 ms',
    '1.2 s',
    '2 min 5 s',
  ])
})

test('a transaction that neither opened nor ended is not spoken of', () => {
  expect(transactionInWords('I', 'I')).toBe('')
  expect(transactionInWords('T', 'I')).toBe('the transaction has ended')
  expect(transactionInWords('T', 'T')).toBe('still in the transaction')
})

describe('a screen reader hears', () => {
  const table: RunEvent = {
    type: 'output',
    output: { kind: 'table', columns: [], chunks: [[['1'], ['2']]], rowCount: 2, tag: 'SELECT 2' },
  }

  test('what a cell gave when it has ended', () => {
    expect(announcement(running, ended({ outcome: 'ok', status: 'I' }, [table]))).toBe('cell 1 done, 2 rows')
    expect(announcement(running, ended({ outcome: 'ok', status: 'I' }))).toBe('cell 1 done')
  })

  test('why a cell failed', () => {
    const failed = ended({ outcome: 'failed', code: '42P01', status: 'I' }, [error])
    expect(announcement(running, failed)).toBe('cell 1 failed: relation "nowhere" does not exist')
  })

  test('where a run of all cells has stopped', () => {
    const started = reached(
      ready,
      { type: 'run-all-requested' },
      { type: 'run-started', cell: 'a', ticket: 1, at: 1, status: 'I' },
    )
    const stopped = reached(started, {
      type: 'run-ended',
      cell: 'a',
      ticket: 1,
      at: 2,
      result: { outcome: 'failed', code: '42601', status: 'I' },
    })
    expect(announcement(started, stopped)).toBe('Stopped at cell 1. 1 cell not run.')
  })

  test('nothing while rows come in', () => {
    const more = reached(running, { type: 'run-reported', cell: 'a', ticket: 1, events: [table] })
    expect(announcement(running, more)).toBeNull()
  })
})
