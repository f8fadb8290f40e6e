/** The timeline: columns, lanes, spans, gaps, brackets and rings, now and looking back. */
import { expect, test } from 'vitest'
import { replay } from '../../../lib/transactions/reduce.ts'
import { explain } from '../../../lib/transactions/views/explain.ts'
import { selectTimeline } from '../../../lib/transactions/views/select-timeline.ts'
import type { TimelineOptions } from '../../../lib/transactions/views/timeline-view.ts'
import { Scene } from './scene.ts'

function timeline(scene: Scene, options: TimelineOptions = {}) {
  return selectTimeline(replay(scene.told().facts), options)
}

/** A lane in one line: ticks, then spans. */
function lanes(scene: Scene, options: TimelineOptions = {}): string[] {
  return timeline(scene, options).lanes.map(({ session, ticks, spans }) => {
    const marks = ticks.map(({ number, label, snapshot, end }) => {
      const sign = { committed: '✓', 'rolled back': '✕' }
      return `${number} ${label}${snapshot ? ' camera' : ''}${end ? ` ${sign[end]}` : ''}`
    })
    const stretches = spans.map(({ from, to, until, state }) => `${from}-${to ?? `${until}…`} ${state}`)
    return `${session.name}: ${marks.join(', ')} | ${stretches.join(', ')}`
  })
}

const insert = (w: { insert(row: string[]): unknown }) => w.insert(['tea', '12'])

test('statements on their own and in blocks; COMMIT and ROLLBACK end a span', () => {
  const scene = new Scene().open('alice', 'bob').query('alice', 'SELECT', { tag: 'SELECT 1' }).begin('alice')
  scene
    .begin('bob')
    .query('alice', 'INSERT', { tag: 'INSERT 0 1', write: insert })
    .commit('alice')
    .rollback('bob')
    .begin('bob')
  expect(lanes(scene)).toEqual([
    'alice: 1 select, 2 begin, 4 insert, 5 commit ✓ | 1-1 committed, 2-5 committed',
    'bob: 3 begin, 6 rollback ✕, 7 begin | 3-6 rolled back, 7-7… open',
  ])
  const [alice] = timeline(scene).lanes
  expect(alice?.ticks.map(({ place, rows }) => [place, rows])).toEqual([
    ['alone', 0],
    ['inside', 0],
    ['inside', 1],
    ['inside', 0],
  ])
  expect(alice?.spans.map(({ xid, single }) => [xid, single])).toEqual([
    [null, true],
    [700, false],
  ])
})

test('as of an earlier statement the span is open, and what comes after is greyed', () => {
  const scene = new Scene()
    .open('alice')
    .begin('alice')
    .query('alice', 'INSERT', { write: insert })
    .commit('alice')
  expect(lanes(scene, { at: 2 })).toEqual(['alice: 1 begin, 2 insert | 1-2… open'])
  expect(timeline(scene, { at: 2 }).columns.map(({ future }) => future)).toEqual([false, false, true])
})

test('the camera stands at the first query, not at BEGIN', () => {
  const scene = new Scene()
    .open('bob')
    .begin('bob', 'repeatable read')
    .query('bob', 'SELECT')
    .query('bob', 'SELECT')
  expect(lanes(scene)).toEqual(['bob: 1 begin, 2 select camera, 3 select | 1-3… open'])
  expect(timeline(scene).lanes[0]?.spans[0]?.snapshotAt).toBe(2)
  expect(explain(replay(scene.facts), { kind: 'snapshot', transaction: 1 })?.sentence).toBe(
    "bob's snapshot was taken by #2, not by BEGIN at #1: until its transaction ends, bob sees what had been committed then, and its own changes.",
  )
})

test('a failed span: from which statement on, and usable again after ROLLBACK TO', () => {
  const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1').fail('alice', 'x', '23505')
  scene.fail('alice', 'x', '25P02')
  expect(timeline(scene).lanes[0]?.spans[0]).toMatchObject({
    state: 'failed',
    failedFrom: 3,
    failed: [{ from: 3, until: 4 }],
  })
  scene.rollbackTo('alice', 's1').query('alice')
  expect(timeline(scene).lanes[0]?.spans[0]).toMatchObject({
    state: 'open',
    failedFrom: null,
    failed: [{ from: 3, until: 5 }],
  })
  expect(timeline(scene, { at: 4 }).lanes[0]?.spans[0]).toMatchObject({ state: 'failed', failedFrom: 3 })
})

test('savepoints are nested brackets; ROLLBACK TO closes one and begins it anew', () => {
  const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1')
  scene
    .query('alice', 'x', { write: insert })
    .savepoint('alice', 's2')
    .rollbackTo('alice', 's1')
    .release('alice', 's1')
    .commit('alice')
  const brackets = timeline(scene).lanes[0]?.spans[0]?.savepoints
  expect(
    brackets?.map(({ name, level, from, to, state }) => `${level} ${name} ${from}-${to} ${state}`),
  ).toEqual(['2 s1 2-5 rolled back', '3 s2 4-5 rolled back', '2 s1 5-6 merged'])
  expect(timeline(scene, { at: 4 }).lanes[0]?.spans[0]?.savepoints.map(({ state }) => state)).toEqual([
    'open',
    'open',
  ])
})

test('ROLLBACK TO where nothing had been written', () => {
  const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1').rollbackTo('alice', 's1')
  const brackets = timeline(scene).lanes[0]?.spans[0]?.savepoints
  expect(brackets?.map(({ from, to, state }) => `${from}-${to} ${state}`)).toEqual([
    '2-3 rolled back',
    '3-null open',
  ])
})

test('the word of a tick: of what has not ended the one that it begins with; ROLLBACK TO is no ROLLBACK', () => {
  const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1').rollbackTo('alice', 's1')
  scene.rollback('alice').start('alice', '\n update stock SET qty = 1')
  const labels = (made: Scene) => timeline(made).columns.map(({ label }) => label)
  expect(labels(scene)).toEqual(['begin', 'savepoint', 'rollback to', 'rollback', 'update…'])
  expect(labels(new Scene().open('alice').start('alice', '/* why */ SELECT 1'))).toEqual(['…'])
})

test('a window has its own statements, and of the others what reaches into it', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice').query('alice', 'x', { write: insert })
  scene.begin('bob').savepoint('bob', 's1').start('bob', 'UPDATE')
  scene.query('alice').waits({ of: 'bob', for: ['alice'] })
  scene.query('alice').commit('alice').query('bob', '', { tag: 'UPDATE 1' }).rollbackTo('bob', 's1')
  const whole = timeline(scene)
  for (let number = 1; number <= whole.last; number++) {
    const view = timeline(scene, { from: number, to: number })
    expect(view.columns).toEqual(whole.columns.filter((column) => column.number === number))
    for (const [at, lane] of view.lanes.entries()) {
      const all = whole.lanes[at]
      expect(lane.ticks).toEqual(all?.ticks.filter((tick) => tick.number <= number && tick.until >= number))
      expect(lane.gaps).toEqual(all?.gaps.filter((gap) => gap.statement <= number && gap.until >= number))
      expect(lane.spans).toEqual(all?.spans.filter((span) => span.from <= number && span.until >= number))
    }
  }
  expect(whole.lanes[1]?.gaps).toHaveLength(1)
})

test('COMMIT AND CHAIN ends a span and begins another', () => {
  const scene = new Scene().open('alice').begin('alice').query('alice', 'x', { write: insert })
  const statement = { pid: scene.pid('alice'), ordinal: 3 }
  const open = {
    isolation: 'read committed',
    readOnly: false,
    deferrable: false,
    xid: null,
    savepoints: [],
    snapshot: null,
    snapshotUnknown: false,
  } as const
  scene.tell(
    {
      type: 'transaction-ended',
      written: { lsn: 1030, statement },
      xid: 700,
      top: 700,
      subtransactions: [],
      how: 'committed',
    },
    {
      type: 'statement-ended',
      statement,
      text: 'COMMIT AND CHAIN',
      tags: ['COMMIT'],
      error: null,
      status: 'T',
      from: 1020,
      to: 1030,
      transaction: open,
    },
  )
  expect(lanes(scene)).toEqual(['alice: 1 begin, 2 x, 3 commit ✓ | 1-3 committed, 3-3… open'])
})

test('a wait is a gap with an arrow to the holder, until which statement let it go', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice').query('alice', 'x', { write: insert })
  scene.start('bob', 'UPDATE').waits({ of: 'bob', for: ['alice'], at: 5000, elapsed: 400 })
  const gap = () => timeline(scene).lanes[1]?.gaps[0]
  expect(gap()).toMatchObject({ statement: 3, from: 3, to: null, since: 4600, holders: [{ name: 'alice' }] })
  expect(timeline(scene).lanes[1]?.ticks[0]?.state).toBe('waiting')
  scene.commit('alice').query('bob', '', { tag: 'UPDATE 1' })
  expect(gap()).toMatchObject({ statement: 3, from: 3, to: 4 })
  expect(timeline(scene).lanes[1]?.ticks[0]).toMatchObject({ state: 'done', until: 4 })
  expect(timeline(scene, { at: 3 }).lanes[1]?.ticks[0]?.state).toBe('waiting')
})

test('a wait that was told before its statement is that statement’s', () => {
  const scene = new Scene()
    .open('alice', 'bob')
    .begin('alice')
    .waits({ of: 'bob', for: ['alice'] })
  expect(timeline(scene).lanes[1]?.gaps).toEqual([])
  scene.start('bob', 'UPDATE')
  expect(timeline(scene).lanes[1]?.gaps).toMatchObject([{ statement: 2, from: 2 }])
})

test('a deadlock: the ring, the victim, and who went on', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice').begin('bob')
  scene
    .start('alice', 'x')
    .waits({ of: 'alice', for: ['bob'] })
    .start('bob', 'y')
  scene.waits({ of: 'alice', for: ['bob'] }, { of: 'bob', for: ['alice'] })
  const detail =
    'Process 101 waits for ShareLock on transaction 761; blocked by process 102.\nProcess 102 waits for ShareLock on transaction 760; blocked by process 101.'
  scene.fail('alice', 'x', '40P01', { detail }).query('bob', 'y')
  const [ring] = timeline(scene).deadlocks
  expect(
    ring?.edges.map(({ waiter, holder, statement }) => `${waiter.name}→${holder.name} #${statement}`),
  ).toEqual(['alice→bob #3', 'bob→alice #4'])
  expect(ring).toMatchObject({ victim: 3, wentOn: { session: { name: 'bob' }, at: 4 } })
  expect(ring?.sentence).toContain('a ring. PostgreSQL ended #3 by alice so that bob could go on.')
  const explained = explain(replay(scene.facts), { kind: 'deadlock', statement: 3 })
  expect(explained?.who).toBe('process 101 is alice, 102 is bob')
  expect(explained?.offers.map(({ kind }) => kind)).toEqual(['rollback', 'run again'])
  expect(timeline(scene, { at: 3 }).deadlocks).toEqual([])
})

test('the ring of a DETAIL in another language is that of the waits', () => {
  const scene = new Scene()
    .open('alice', 'bob')
    .begin('alice')
    .begin('bob')
    .start('alice', 'x')
    .start('bob', 'y')
  scene.waits({ of: 'alice', for: ['bob'] }, { of: 'bob', for: ['alice'] }).fail('bob', 'y', '40P01')
  expect(
    timeline(scene).deadlocks[0]?.edges.map(({ waiter, holder }) => `${waiter.name}→${holder.name}`),
  ).toEqual(['bob→alice', 'alice→bob'])
})

test('a crash is a break; spans end there', () => {
  const scene = new Scene()
    .open('alice')
    .begin('alice')
    .query('alice', 'x', { write: insert })
    .crash()
    .open('alice')
    .query('alice')
  const view = timeline(scene)
  expect(view.crashes).toMatchObject([{ after: 2, recovered: true }])
  expect(view.lanes[0]?.spans[0]).toMatchObject({
    state: 'rolled back',
    to: null,
    until: 2,
    cause: { kind: 'crash' },
  })
  expect(view.lanes[0]?.ended).toEqual({ after: 2, reason: 'crashed' })
})

test('a window has its columns, and the spans that reach into it', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice')
  for (let n = 0; n < 2000; n++) scene.query('bob')
  const view = timeline(scene, { from: 1500, to: 1520 })
  expect([view.first, view.last, view.columns.length]).toEqual([1, 2001, 21])
  expect(view.lanes.map(({ ticks, spans }) => [ticks.length, spans.length])).toEqual([
    [0, 1],
    [21, 21],
  ])
})

test('statements take their cell by ordinal, however late either is told', () => {
  const scene = new Scene().open('alice')
  const pid = scene.pid('alice')
  scene.tell(
    { type: 'cell-started', pid, cell: 'a', count: 1, ordinal: 1 },
    { type: 'cell-ended', pid, cell: 'a', ordinal: 2 },
  )
  scene.tell({ type: 'cell-started', pid, cell: 'b', count: 2, ordinal: 2 })
  scene.query('alice').query('alice').query('alice')
  scene.tell({ type: 'cell-started', pid, cell: 'c', count: 3, ordinal: 3 })
  expect(timeline(scene).columns.map(({ cell, count }) => [cell, count])).toEqual([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
})
