/** What the top of the panel says of each session, in each state that it can be in. */
import { expect, test } from 'vitest'
import { replay } from '../../../lib/transactions/reduce.ts'
import { explain } from '../../../lib/transactions/views/explain.ts'
import { selectSessions } from '../../../lib/transactions/views/select-sessions.ts'
import { Scene } from './scene.ts'

function entries(scene: Scene, at?: number) {
  return selectSessions(replay(scene.told().facts), { at }).sessions
}

function lines(scene: Scene, at?: number): string[] {
  return entries(scene, at).map(({ session, label, summary }) => `${session.name}: ${label} | ${summary}`)
}

test('idle, after a statement of its own', () => {
  const scene = new Scene()
    .open('alice')
    .query('alice', 'UPDATE 1', { tag: 'UPDATE 1', write: (w) => w.insert(['tea', '9']) })
  expect(lines(scene)).toEqual(['alice: idle | committed at #1'])
})

test('in a transaction: no xid before the first write, and its changes counted', () => {
  const scene = new Scene().open('alice').begin('alice')
  expect(lines(scene)).toEqual(['alice: in transaction | 0 changes pending, read committed, no xid yet'])
  scene.query('alice', 'INSERT', { write: (w) => w.insert(['mate', '7']) })
  scene.savepoint('alice', 's1')
  scene.query('alice', 'ALTER', {
    write: (w) =>
      w.catalogue({ action: 'created', kind: 'column', name: 'shelf', of: { oid: 1, name: 'stock' } }),
  })
  expect(lines(scene)).toEqual([
    'alice: in transaction | 2 changes pending, read committed, xid 700, savepoint s1',
  ])
  expect(entries(scene)[0]?.transaction?.since?.number).toBe(1)
})

test('a failed block says why, and offers ROLLBACK', () => {
  const scene = new Scene().open('alice').begin('alice').fail('alice', 'INSERT', '23514')
  const [alice] = entries(scene)
  expect(alice).toMatchObject({
    state: 'failed',
    label: 'failed',
    failure: { code: '23514', statement: { number: 2 } },
  })
  expect(alice?.sentence).toBe(
    '#2 failed: message of 23514 (23514). Only ROLLBACK is accepted. COMMIT, too, would roll back.',
  )
  const state = replay(scene.facts)
  expect(explain(state, { kind: 'session', session: 's1' })?.offers).toEqual([
    { kind: 'rollback', session: { key: 's1', name: 'alice', named: true } },
  ])
  scene.fail('alice', 'SELECT', '25P02')
  expect(entries(scene)[0]?.failure).toMatchObject({ code: '23514' })
  scene.commit('alice')
  expect(lines(scene)).toEqual(['alice: idle | rolled back at #4'])
  expect(entries(scene)[0]?.last?.cause).toMatchObject({ kind: 'error', code: '23514' })
})

test('a failed savepoint is usable again after ROLLBACK TO', () => {
  const scene = new Scene()
    .open('alice')
    .begin('alice')
    .savepoint('alice', 's1')
    .fail('alice', 'INSERT', '23505')
  expect(
    explain(replay(scene.facts), { kind: 'statement', statement: 3 })?.offers.map(({ kind }) => kind),
  ).toEqual(['rollback', 'rollback to'])
  scene.rollbackTo('alice', 's1')
  expect(lines(scene)).toEqual([
    'alice: in transaction | 0 changes pending, read committed, no xid yet, savepoint s1',
  ])
})

test('waiting: for whom, which row, and since which statement of the holder', () => {
  const scene = waiting()
  const [alice, bob] = entries(scene)
  expect(alice?.label).toBe('in transaction')
  expect(bob).toMatchObject({
    state: 'waiting',
    label: 'waits for alice',
    wait: { since: 4000, ring: false },
  })
  expect(bob?.sentence).toBe('bob waits for alice: row tea of stock, which alice has changed (#3).')
  expect(lines(scene, 3)[1]).toBe('bob: idle | ')
  const explained = explain(replay(scene.facts), { kind: 'wait', wait: 1 })
  expect(explained?.sentence).toBe(
    'bob waits for alice: row tea of stock, which alice has changed (#3). COMMIT or ROLLBACK of alice lets it go on.',
  )
  expect(explained?.offers).toMatchObject([
    { kind: 'stop', session: { name: 'bob' } },
    { kind: 'go to', session: { name: 'alice' }, statement: 3 },
  ])
})

test('a wait that is over is past; as of its statement it still waits', () => {
  const scene = waiting().commit('alice').query('bob', '', { tag: 'UPDATE 1' })
  expect(lines(scene)[1]).toBe('bob: idle | committed at #4')
  expect(lines(scene, 4)[1]).toContain('bob: waits for alice')
  expect(lines(scene, 5)[1]).toBe('bob: idle | committed at #4')
})

test('which row is not guessed where the holder has several, or has not been told to the end', () => {
  const scene = new Scene().open('alice', 'bob')
  scene.query('alice', 'INSERT', { write: (w) => [w.insert(['tea', '1']), w.insert(['mate', '2'])] })
  scene.begin('alice').query('alice', 'UPDATE', {
    write: (w) => [
      w.update({ block: 0, offset: 1 }, ['tea', '1'], ['tea', '5']),
      w.update({ block: 0, offset: 2 }, ['mate', '2'], ['mate', '5']),
    ],
  })
  scene.start('bob', 'UPDATE').waits({ of: 'bob', for: ['alice'] })
  expect(entries(scene)[1]?.sentence).toBe('bob waits for alice: a row of stock.')
  scene.waits({ of: 'bob', for: ['alice'], place: { block: 0, offset: 2 } })
  expect(entries(scene)[1]?.sentence).toBe(
    'bob waits for alice: row mate of stock, which alice has changed (#3).',
  )
})

test('a table lock, an advisory lock, and a holder outside of the notebook', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice')
  scene.query('alice', 'INSERT', { write: (w) => w.insert(['tea', '1']) }).start('bob', 'ALTER TABLE')
  scene.waits({
    of: 'bob',
    for: ['alice'],
    lock: { type: 'relation', mode: 'AccessExclusiveLock', relation: 16384 },
  })
  expect(entries(scene)[1]?.sentence).toBe(
    'bob waits for alice: table stock, which alice has written to (#2).',
  )
  scene.waits({
    of: 'bob',
    for: ['alice'],
    lock: { type: 'advisory', mode: 'ExclusiveLock', relation: null },
  })
  expect(entries(scene)[1]?.sentence).toBe('bob waits for alice: an advisory lock.')
  const lock = { type: 'transactionid', mode: 'ShareLock', relation: null }
  scene.tell({
    type: 'waits-told',
    at: 1,
    waits: [{ pid: scene.pid('bob'), blockedBy: [0], elapsed: 0, lock }],
  })
  expect(entries(scene)[1]?.sentence).toBe(
    'bob waits for somebody outside of this notebook: the end of a transaction.',
  )
})

test('REPEATABLE READ takes its snapshot with its first query', () => {
  const scene = new Scene().open('bob').begin('bob', 'repeatable read')
  expect(entries(scene)[0]?.transaction?.snapshot).toEqual({ kind: 'not yet' })
  scene.query('bob')
  expect(entries(scene)[0]?.transaction?.snapshot).toMatchObject({
    kind: 'taken',
    statement: { number: 2 },
    xmin: 700,
  })
  scene.fail('bob', 'SELECT 1/0', '22012')
  expect(entries(scene)[0]?.transaction?.snapshot).toEqual({ kind: 'failed' })
})

test('closed, and lost in a crash', () => {
  const scene = new Scene()
    .open('alice', 'bob')
    .begin('alice')
    .query('alice', 'INSERT', { write: (w) => w.insert(['a', '1']) })
  scene.close('alice')
  expect(lines(scene)).toEqual(['bob: idle | ', 'alice: closed | '])
  scene.crash()
  const view = selectSessions(replay(scene.facts))
  expect(view.crash?.sentence).toBe('The server stopped after #2 and has recovered.')
  expect(view.sessions.map(({ session, label }) => `${session.name} ${label}`)).toEqual([
    'alice closed',
    'bob connection lost',
  ])
})

test('a session that connects again is another one, and the old one is not shown', () => {
  const scene = new Scene().open('alice').query('alice').close('alice').open('alice')
  expect(entries(scene).map(({ session, state }) => [session.key, state])).toEqual([['s2', 'idle']])
})

test('sessions without a name are not shown, and their statements have no number', () => {
  const scene = new Scene().open('alice')
  const statement = { pid: 9, ordinal: 1 }
  scene.tell({ type: 'session-opened', pid: 9, role: 'postgres', database: 'shop', databaseOid: 5, lsn: 1 })
  scene.tell({ type: 'statement-started', statement, text: 'SELECT 1', lsn: 1 })
  const state = replay(scene.facts)
  expect([state.count, selectSessions(state).sessions.length]).toEqual([0, 1])
})

function waiting(): Scene {
  const scene = new Scene().open('alice', 'bob')
  scene.query('alice', 'INSERT', { tag: 'INSERT 0 1', write: (w) => w.insert(['tea', '12']) })
  scene.begin('alice').query('alice', 'UPDATE', {
    write: (w) => w.update({ block: 0, offset: 1 }, ['tea', '12'], ['tea', '9']),
  })
  return scene
    .told()
    .start('bob', 'UPDATE')
    .waits({ of: 'bob', for: ['alice'], elapsed: 1000 })
}
