/** Random schedules: what the views say equals what a reference of another kind knows, now and looking back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact } from '../../../lib/transactions/facts.ts'
import { initialState } from '../../../lib/transactions/initial-state.ts'
import type { JournalState } from '../../../lib/transactions/model.ts'
import { replay } from '../../../lib/transactions/reduce.ts'
import { selectChanges } from '../../../lib/transactions/views/select-changes.ts'
import { selectHistory } from '../../../lib/transactions/views/select-history.ts'
import { selectLocks } from '../../../lib/transactions/views/select-locks.ts'
import { selectSessions } from '../../../lib/transactions/views/select-sessions.ts'
import { selectSight } from '../../../lib/transactions/views/select-sight.ts'
import { selectTimeline } from '../../../lib/transactions/views/select-timeline.ts'
import type { Fate } from '../../../lib/transactions/views/view.ts'
import { Reference } from './reference.ts'

const whats = [
  ...['begin', 'beginRepeatable', 'beginSerializable', 'query', 'fail', 'savepoint', 'rollbackTo', 'release'],
  ...['insert', 'insert', 'insert', 'update', 'update', 'update', 'delete', 'commit', 'commit', 'rollback'],
  ...['savepoint', 'rollbackTo', 'update', 'insert', 'close'],
]
const step = fc.record({
  who: fc.nat(2),
  what: fc.oneof(
    { weight: 80, arbitrary: fc.constantFrom(...whats) },
    { weight: 1, arbitrary: fc.constant('crash') },
  ),
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  qty: fc.nat(99),
})
const schedule = fc.array(step, { minLength: 30, maxLength: 90, size: 'max' })

type Seen = Record<string, Record<string, string>>

/** By name of the viewer: what it sees, or null where the view says that this is not known. */
function seenIn(state: JournalState, at?: number): Record<string, Record<string, string> | null> {
  const view = selectSight(state, { table: '5.16384', rows: 'all', count: 1000, at })
  const seen: Record<string, Record<string, string> | null> = {}
  view?.viewers.forEach(({ session, sees }, index) => {
    const rows = (view?.rows ?? []).flatMap(({ label, cells }) => {
      const cell = cells[index]
      return cell?.sees === 'row' ? [[label, String(cell.values?.[1])]] : []
    })
    seen[session?.name ?? 'committed'] = sees === 'unknown' ? null : Object.fromEntries(rows)
  })
  return seen
}

function compare(state: JournalState, expected: Seen, mayBeUnknown: ReadonlySet<string>, at?: number): void {
  const seen = seenIn(state, at)
  if (Object.keys(seen).length === 0) return
  for (const [name, rows] of Object.entries(expected)) {
    if (seen[name] === null) expect(mayBeUnknown, `${name} is unknown`).toContain(name)
    else expect(seen[name], `${name} sees ${at === undefined ? 'now' : `at #${at}`}`).toEqual(rows)
  }
}

/** Sessions whose first query at REPEATABLE READ runs: their snapshot has not been told. */
function unknownIn(reference: Reference): Set<string> {
  return new Set(reference.sessions.filter(({ waits }) => waits !== null).map(({ name }) => name))
}

function holds(state: JournalState, reference: Reference, fates: Map<number, Fate>): void {
  const changes = selectChanges(state, { limit: 10_000 })
  const entries = changes.tables.flatMap((table) => table.entries)
  const pending: Record<string, number> = {}
  for (const entry of entries) {
    const before = fates.get(entry.change) ?? 'pending'
    if (before !== 'pending') expect(entry.fate).toBe(before)
    fates.set(entry.change, entry.fate)
    if (entry.fate === 'rolled back') expect(entry.cause?.kind).not.toBe('unknown')
    if (entry.fate !== 'pending') continue
    const name = entry.session?.name ?? ''
    pending[name] = (pending[name] ?? 0) + 1
  }
  const counted = (fate: Fate) => entries.filter((entry) => entry.fate === fate).length
  expect(changes.counts).toEqual({
    pending: counted('pending'),
    committed: counted('committed'),
    rolledBack: counted('rolled back'),
    unknown: 0,
  })
  const sessions = selectSessions(state).sessions.filter(({ ended }) => ended === null)
  for (const [name, count] of Object.entries(reference.pending())) {
    const entry = sessions.find(({ session }) => session.name === name)
    expect([name, pending[name] ?? 0], 'entries').toEqual([name, count])
    expect([name, entry?.transaction?.pending.rows ?? 0], 'session').toEqual([name, count])
    const status = reference.scene.status(name)
    const waits = reference.sessions.find((each) => each.name === name)?.waits != null
    expect(entry?.state).toBe(waits ? 'waiting' : { I: 'idle', T: 'in transaction', E: 'failed' }[status])
  }
}

test('what is seen, pending, committed and rolled back, over random schedules', () => {
  fc.assert(
    fc.property(schedule, (steps) => {
      const reference = new Reference(['alice', 'bob', 'carol'])
      const { scene } = reference
      const past = new Map<number, { seen: Seen; unknown: Set<string> }>()
      const fates = new Map<number, Fate>()
      let state = initialState
      let done = 0
      for (const next of steps) {
        const before = scene.facts.length
        reference.take(next)
        if (scene.facts.length === before) continue
        scene.told()
        state = replay(scene.facts.slice(done), state)
        done = scene.facts.length
        compare(state, reference.seen(), unknownIn(reference))
        holds(state, reference, fates)
        past.set(state.count, { seen: reference.seen(), unknown: unknownIn(reference) })
      }
      for (const [at, { seen, unknown }] of past) compare(state, seen, unknown, at)
      expect(replay(JSON.parse(JSON.stringify(scene.facts)) as Fact[])).toEqual(state)
      for (let at = 0; at <= state.count; at++) {
        selectTimeline(state, { at })
        selectHistory(state, { at })
        selectLocks(state, { at })
        selectSessions(state, { at })
      }
    }),
    // To make a schedule that fails shorter takes minutes: without endOnFailure it is done.
    { numRuns: 60, seed: 20261125, endOnFailure: true },
  )
})
