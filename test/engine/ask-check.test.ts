/** Checks of an exercise on a real server: what they see, and that nothing of them stays. */
import { afterAll, afterEach, expect, test } from 'vitest'
import { askCheck } from '../../lib/notebook/ask-check.ts'
import { createMemoryStorage } from '../../lib/notebook/storage/memory-storage.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { goHome, type Learner, learner, lent } from './support/learner.ts'

let shared: Server | null = null

function lesson(texts: Record<string, string>): Learner {
  return learner(texts, createMemoryStorage(), () => {
    shared ??= startServer()
    return lent(shared)
  })
}

afterEach(goHome)
afterAll(() => shared?.stop({ immediate: true }))

/** What a check says to a learner. */
function checks(eve: Learner, sql: string, session: string | null = null): Promise<boolean> {
  const server = eve.notebook.server()
  if (server === null) throw new Error('nothing has run yet')
  const checker = { role: 'postgres', database: 'postgres' }
  return askCheck(eve.notebook, server, { sql, session, says: null }, checker)
}

test('rows, all of them true, are a yes; all else is a no', async () => {
  const eve = lesson({ a: 'SELECT 1;' })
  await eve.runs('a')
  expect(await checks(eve, 'SELECT true, 1 = 1 FROM generate_series(1, 2)')).toBe(true)
  expect(await checks(eve, 'SELECT n < 2 FROM generate_series(1, 2) AS n')).toBe(false)
  expect(await checks(eve, 'SELECT NULL::boolean')).toBe(false)
  expect(await checks(eve, 'SELECT true WHERE false')).toBe(false)
  expect(await checks(eve, 'SELECT nothing')).toBe(false)
  expect(await checks(eve, 'SELECT false; SELECT true')).toBe(true)
})

test('a connection of its own sees what is committed, and leaves nothing', async () => {
  const eve = lesson({ a: 'CREATE TABLE kept (n int); BEGIN; INSERT INTO kept VALUES (1);', b: 'COMMIT;' })
  await eve.runs('a')
  expect(await checks(eve, 'SELECT count(*) = 1 FROM kept')).toBe(false)
  expect(await checks(eve, 'INSERT INTO kept VALUES (2) RETURNING true')).toBe(true)
  await eve.runs('b')
  expect(await checks(eve, 'SELECT count(*) = 1 FROM kept')).toBe(true)
})

test('in a session it sees its transaction, and leaves it as it was: open, idle, or failed', async () => {
  const eve = lesson({
    a: 'CREATE TABLE open (n int); BEGIN; INSERT INTO open VALUES (1);',
    b: 'SELECT nothing;',
    c: 'ROLLBACK;',
  })
  await eve.runs('a')
  expect(await checks(eve, 'SELECT count(*) = 1 FROM open', 'main')).toBe(true)
  expect(await checks(eve, 'DELETE FROM open RETURNING true', 'main')).toBe(true)
  expect(await checks(eve, 'SELECT nothing', 'main')).toBe(false)
  expect(await checks(eve, 'SELECT count(*) = 1 FROM open', 'main')).toBe(true)
  expect(eve.state.sessions.main?.status).toBe('T')
  await eve.runs('b')
  expect(await checks(eve, 'SELECT true', 'main')).toBe(false)
  expect(eve.state.sessions.main?.status).toBe('E')
  await eve.runs('c')
  expect(await checks(eve, 'INSERT INTO open VALUES (1) RETURNING true', 'main')).toBe(true)
  expect(await checks(eve, 'SELECT count(*) = 0 FROM open', 'main')).toBe(true)
  expect(eve.state.sessions.main?.status).toBe('I')
})

test('one that would have to wait for the learner says no', async () => {
  const eve = lesson({ a: 'CREATE TABLE taken (n int); BEGIN; LOCK TABLE taken;' })
  await eve.runs('a')
  expect(await checks(eve, 'SELECT count(*) = 0 FROM taken')).toBe(false)
})
