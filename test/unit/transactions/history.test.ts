/** The plain table and the locks: one schedule, whole. */
import { expect, test } from 'vitest'
import { replay } from '../../../lib/transactions/reduce.ts'
import { selectHistory } from '../../../lib/transactions/views/select-history.ts'
import { selectLocks } from '../../../lib/transactions/views/select-locks.ts'
import { Scene } from './scene.ts'

const place = { block: 0, offset: 1 }

function schedule(): Scene {
  const scene = new Scene().open('alice', 'bob', 'carol').query('alice', 'INSERT INTO stock', {
    tag: 'INSERT 0 1',
    write: (w) => w.insert(['tea', '12']),
  })
  scene.begin('carol', 'repeatable read').query('carol', 'SELECT', { tag: 'SELECT 1' }).begin('alice')
  scene.query('alice', '\n  UPDATE stock\n  SET qty = 9', {
    tag: 'UPDATE 1',
    write: (w) => w.update(place, ['tea', '12'], ['tea', '9']),
  })
  return scene
    .told()
    .start('bob', 'UPDATE stock')
    .waits({ of: 'bob', for: ['alice'], at: 900 })
}

function history(scene: Scene, at?: number): string[] {
  return selectHistory(replay(scene.told().facts), { at }).lines.map(
    ({ number, session, text, effects, seenBy }) =>
      `${number} ${session.name} ${text}: ${effects.join(' / ')} [${seenBy}]`,
  )
}

test('while bob waits', () => {
  expect(history(schedule())).toEqual([
    '1 alice INSERT INTO stock: INSERT 0 1 / stock tea: inserted · committed [everybody]',
    '2 carol BEGIN: BEGIN []',
    '3 carol SELECT: SELECT 1 / snapshot from here []',
    '4 alice BEGIN: BEGIN []',
    '5 alice UPDATE stock: UPDATE 1 / stock tea: qty 12 → 9 · pending [only alice]',
    '6 bob UPDATE stock: bob waits for alice: row tea of stock, which alice has changed (#5). / has not ended []',
  ])
})

test('after COMMIT everybody sees it but who has an older snapshot', () => {
  const scene = schedule().commit('alice').query('bob', '', { tag: 'UPDATE 1' })
  expect(history(scene)[4]).toBe(
    '5 alice UPDATE stock: UPDATE 1 / stock tea: qty 12 → 9 · committed [everybody but carol (snapshot #3)]',
  )
  expect(history(scene)[6]).toBe('7 alice COMMIT: COMMIT / transaction committed []')
  expect(history(scene, 6)[4]).toContain('[only alice]')
  expect(history(scene, 6)[6]).toBe('7 alice COMMIT:  []')
})

test('locks: what waits first, and what is wanted of what is held', () => {
  const view = selectLocks(replay(schedule().facts))
  expect(view.source).toBe('facts')
  expect(
    view.locks.map(
      ({ session, on, mode, state, wanted }) => `${session.name} ${on} ${mode} ${state}${wanted ? ' !' : ''}`,
    ),
  ).toEqual([
    'bob row tea of stock ShareLock waits !',
    'alice its own transaction 701 ExclusiveLock held !',
    'alice row tea of stock  held !',
    'alice table stock RowExclusiveLock held',
  ])
  expect(selectLocks(replay(schedule().facts), { at: 4 }).locks).toEqual([])
})

test('locks as PostgreSQL tells them', () => {
  const scene = schedule()
  const pid = scene.pid('alice')
  scene.tell({
    type: 'locks-told',
    at: 1000,
    locks: [
      { pid, type: 'relation', mode: 'RowExclusiveLock', granted: true, relation: 16384 },
      { pid, type: 'transactionid', mode: 'ExclusiveLock', granted: true, relation: null, xid: 701 },
    ],
  })
  const view = selectLocks(replay(scene.facts))
  expect(view.source).toBe('pg_locks')
  // PostgreSQL has locks on rows in the rows themselves: those follow from what was written.
  const words = view.locks.map(
    ({ session, on, mode, meaning, statement }) =>
      `${session.name}: ${on} ${mode}, ${meaning}, #${statement?.number}`,
  )
  expect(words).toEqual([
    'bob: row tea of stock ShareLock, on the transaction of alice, #6',
    'alice: its own transaction 701 ExclusiveLock, , #5',
    'alice: row tea of stock , , #5',
    'alice: table stock RowExclusiveLock, others may read and write; CREATE INDEX must wait, #5',
  ])
})
