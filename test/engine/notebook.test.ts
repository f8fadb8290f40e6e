/** The notebook on a real server: what a learner does to a lesson, and what comes of it. */
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createMemoryStorage } from '../../lib/notebook/storage/memory-storage.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { goHome, type Learner, learner, lent } from './support/learner.ts'

/** A superuser may declare a C function with wrong types, and follow a pointer to nowhere, on any PostgreSQL. */
const crashing = `CREATE FUNCTION crash(int) RETURNS cstring LANGUAGE internal STRICT AS 'textout'; SELECT crash(-16)`
/** A statement that never ends by itself. */
const endless =
  'SELECT count(*) FROM generate_series(1, 9999) a, generate_series(1, 9999) b, generate_series(1, 9999) c'

/** For tests that need no server of their own: a start takes longer than all that they do. */
let shared: Server | null = null

function lesson(texts: Record<string, string>, storage = createMemoryStorage()): Learner {
  return learner(texts, storage, () => {
    shared ??= startServer()
    return lent(shared)
  })
}

afterEach(goHome)
afterAll(() => shared?.stop({ immediate: true }))

describe('a cell', () => {
  test('pressed before there is a server shows what PostgreSQL answered', async () => {
    const eve = lesson({ a: 'SELECT 1 AS one; BEGIN;' })
    expect(await eve.runs('a')).toEqual(['1', 'SELECT 1', 'BEGIN'])
    expect(eve.cell('a').run).toMatchObject({
      ...{ count: 1, statusBefore: 'I', statusAfter: 'T', fromBefore: false },
      result: { outcome: 'ok', status: 'T' },
    })
    expect(eve.state.sessions.main).toMatchObject({ status: 'T', connection: { kind: 'connected' } })
    expect(eve.state.sessions.bob?.connection).toEqual({ kind: 'none' })
  })

  test('names the place of an error in its text, also when a selection ran', async () => {
    const eve = lesson({ a: 'SELECT 1;\nSELECT nothing;' })
    await eve.runs('a')
    const whole = eve.cell('a').run?.outputs.at(-1)
    expect(whole).toMatchObject({ kind: 'error', fields: { code: '42703' }, at: { from: 17, to: 24 } })
    eve.does({ type: 'run-requested', cell: 'a', part: { from: 10, to: 25 } })
    await eve.atRest()
    expect(eve.sees('a')).toEqual(['ERROR 42703'])
    expect(eve.cell('a').run?.outputs).toEqual([{ ...whole, statement: 'SELECT nothing;' }])
  })

  test('runs in its own session: what is not committed is not seen by another', async () => {
    const eve = lesson({
      a: 'CREATE TABLE t (n int); BEGIN; INSERT INTO t VALUES (1);',
      'b@bob': 'SELECT count(*) FROM t;',
      c: 'COMMIT;',
    })
    await eve.runs('a')
    expect(await eve.runs('b')).toEqual(['0', 'SELECT 1'])
    await eve.runs('c')
    expect(await eve.runs('b')).toEqual(['1', 'SELECT 1'])
  })

  test('with 100,000 rows does not tell of every packet', async () => {
    const eve = lesson({ a: 'SELECT n, n, n, n, n, n, n, n, n, n FROM generate_series(1, 100000) n' })
    await eve.runs('a')
    const [table] = eve.cell('a').run?.outputs ?? []
    expect(table?.kind === 'table' && table.chunks.flat().length).toBe(100_000)
    expect(eve.notified).toBeLessThan(500)
  })
})

describe('stop', () => {
  test('ends an endless query with 57014, and the session lives', async () => {
    const eve = lesson({ a: 'SELECT pg_backend_pid()', b: `BEGIN; ${endless}`, c: 'ROLLBACK' })
    const pid = await eve.runs('a')
    eve.does({ type: 'run-requested', cell: 'b', part: null })
    await eve.until((state) => state.cells.b?.run?.outputs[0]?.kind === 'tag')
    eve.does({ type: 'stop-requested', cell: 'b' })
    await eve.atRest()
    expect(eve.sees('b')).toEqual(['BEGIN', 'ERROR 57014'])
    expect(eve.cell('b').run?.result).toEqual({ outcome: 'stopped', code: '57014', status: 'E' })
    expect(await eve.runs('c')).toEqual(['ROLLBACK'])
    expect(await eve.runs('a')).toEqual(pid)
  })

  test('reaches a cell whose session is still connecting', async () => {
    const eve = lesson({ a: endless })
    eve.does({ type: 'run-requested', cell: 'a', part: null })
    await eve.until((state) => state.cells.a?.activity.kind === 'starting')
    eve.does({ type: 'stop-requested', cell: 'a' })
    await eve.atRest()
    expect(eve.looks()).toEqual(['stopped'])
  })

  test('of everything leaves nothing queued', async () => {
    const eve = lesson({ a: endless, b: 'SELECT 2', 'c@bob': endless })
    for (const cell of ['a', 'b', 'c']) eve.does({ type: 'run-requested', cell, part: null })
    await Promise.all([eve.isRunning('a'), eve.isRunning('c')])
    eve.does({ type: 'stop-requested', cell: null })
    await eve.atRest()
    expect([eve.sees('a'), eve.sees('c')]).toEqual([['ERROR 57014'], ['ERROR 57014']])
    expect(eve.looks()).toEqual(['stopped', 'idle', 'stopped'])
  })
})

describe('run all', () => {
  test('goes on after an error that the lesson expects, and stops at another', async () => {
    const eve = lesson({ a: 'SELECT 1', 'b!22012': 'SELECT 1/0', c: 'SELECT nothing', d: 'SELECT 4' })
    await eve.runsAll()
    expect(eve.looks()).toEqual(['ok', 'failed', 'failed', 'idle'])
    expect(eve.state.batchStop).toEqual({ cell: 'c', reason: { kind: 'ended' }, notRun: ['d'] })
    eve.does({ type: 'continue-requested' })
    await eve.atRest()
    expect(eve.looks()).toEqual(['ok', 'failed', 'failed', 'ok'])
    expect(eve.cell('d').run?.count).toBe(4)
  })
})

describe('the server', () => {
  test('restarts fresh: tables and outputs are gone, counts begin anew, texts stay', async () => {
    const eve = learner({ a: 'CREATE TABLE t ()', b: 'SELECT 1' })
    await eve.runs('a')
    eve.types('b', 'SELECT 2')
    eve.does({ type: 'restart-requested' })
    expect(eve.cell('a').run).toBeNull()
    expect(eve.cell('b').source).toBe('SELECT 2')
    expect(await eve.runs('a')).toEqual(['CREATE TABLE'])
    expect(eve.cell('a').run?.count).toBe(1)
  })

  test('restarts while an endless query runs, and nothing of it comes into the new life', async () => {
    const eve = learner({ a: endless, b: 'SELECT 2' })
    eve.does({ type: 'run-requested', cell: 'a', part: null })
    await eve.isRunning('a')
    eve.does({ type: 'restart-requested' })
    expect(await eve.runs('b')).toEqual(['2', 'SELECT 1'])
    expect(eve.looks()).toEqual(['idle', 'ok'])
  })

  test('that cannot start gives the queued cell back, says why, and is asked again by the next Run', async () => {
    let attempts = 0
    const eve = learner({ a: 'SELECT 1' }, createMemoryStorage(), () => {
      attempts += 1
      if (attempts === 1) throw new Error('no memory')
      return startServer()
    })
    await eve.runs('a')
    expect(eve.looks()).toEqual(['idle'])
    expect(eve.state.server).toMatchObject({
      kind: 'failed',
      message: 'could not start PostgreSQL: no memory',
    })
    expect(await eve.runs('a')).toEqual(['1', 'SELECT 1'])
  })

  test('that crashes keeps what was committed: what runs is lost, what is queued is given back', async () => {
    const eve = learner({
      a: 'CREATE TABLE kept AS SELECT 7 AS n',
      b: crashing,
      c: 'SELECT n FROM kept',
      'd@bob': 'BEGIN; DELETE FROM kept',
    })
    await eve.runs('a')
    await eve.runs('d')
    eve.does({ type: 'run-requested', cell: 'b', part: null })
    expect(await eve.runs('c')).toEqual([])
    expect(eve.sees('b')).toEqual(['CREATE FUNCTION', 'notice', 'lost'])
    await eve.until((state) => state.crash?.recovering === false)
    expect(eve.looks()).toEqual(['ok', 'failed', 'idle', 'ok'])
    expect(eve.state.server).toEqual({ kind: 'ready' })
    expect(eve.state.sessions.bob?.connection).toMatchObject({
      kind: 'lost',
      message: expect.stringContaining('crash of another server process'),
    })
    expect(await eve.runs('c')).toEqual(['text', '7', 'SELECT 1'])
  })

  test('gives a session that was ended a new connection', async () => {
    const eve = lesson({ a: 'SELECT pg_terminate_backend(pg_backend_pid())', b: 'SELECT 2' })
    await eve.runs('a')
    expect(eve.cell('a').run?.result).toMatchObject({ outcome: 'lost', code: '57P01' })
    expect(eve.state.sessions.main?.connection).toMatchObject({ kind: 'lost', code: '57P01' })
    expect(await eve.runs('b')).toEqual(['text', '2', 'SELECT 1'])
    expect(eve.state.sessions.main?.connection).toEqual({ kind: 'connected' })
  })

  test('refuses a role that does not exist, and takes it when a cell has made it', async () => {
    const eve = lesson({ 'a@carol': 'SELECT current_user', b: 'CREATE ROLE carol LOGIN' })
    expect(await eve.runs('a')).toContain('FATAL 28000')
    expect(eve.looks()).toEqual(['failed', 'idle'])
    await eve.runs('b')
    expect(await eve.runs('a')).toEqual(['carol', 'SELECT 1'])
  })
})

describe('after a reload', () => {
  test('texts and outputs are back, marked as from before, and counts go on', async () => {
    const storage = createMemoryStorage()
    const eve = lesson({ a: 'SELECT 1', b: 'SELECT 2' }, storage)
    eve.types('a', 'SELECT 7')
    await eve.runs('a')
    eve.notebook.dispose()

    const again = lesson({ a: 'SELECT 1', b: 'SELECT 2' }, storage)
    await again.until((state) => state.storage.kind === 'kept')
    expect(again.cell('a').source).toBe('SELECT 7')
    expect(again.sees('a')).toEqual(['7', 'SELECT 1'])
    expect(again.looks()).toEqual(['stale', 'idle'])
    again.does({ type: 'run-to-here-requested', cell: 'b' })
    await again.atRest()
    expect(again.looks()).toEqual(['ok', 'ok'])
    expect(again.cell('b').run?.count).toBe(3)
  })

  test('what the storage says of itself is said by the notebook', async () => {
    const eve = lesson(
      { a: 'SELECT 1' },
      createMemoryStorage('Your work is kept only while this page is open.'),
    )
    await eve.until((state) => state.storage.kind !== 'loading')
    expect(eve.state.storage).toEqual({
      kind: 'memory-only',
      message: 'Your work is kept only while this page is open.',
    })
  })
})
