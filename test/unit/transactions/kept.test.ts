/** What is kept, and what is not any more. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fact } from '../../../lib/transactions/facts.ts'
import { forgetOld } from '../../../lib/transactions/forget.ts'
import { emptyMap, get, type IntMap, remove, set, values } from '../../../lib/transactions/int-map.ts'
import { replay } from '../../../lib/transactions/reduce.ts'
import { selectChanges } from '../../../lib/transactions/views/select-changes.ts'
import { selectHistory } from '../../../lib/transactions/views/select-history.ts'
import { selectSight } from '../../../lib/transactions/views/select-sight.ts'
import { selectTimeline } from '../../../lib/transactions/views/select-timeline.ts'
import { Scene } from './scene.ts'

function many(statements: number): Scene {
  const scene = new Scene().open('alice', 'bob').begin('bob')
  for (let n = 0; n < statements; n++) {
    scene.query('alice', `INSERT ${n}`, { write: (w) => w.insert([`item ${n}`, '1']) })
  }
  return scene.told()
}

test('saved facts give the same state, in one go or one by one', () => {
  const { facts } = many(5)
  const saved: Fact[] = JSON.parse(JSON.stringify(facts))
  expect(saved.reduce((state, fact) => replay([fact], state), replay([]))).toEqual(replay(facts))
})

test('beyond the limit the oldest statements are forgotten; what is pending and what is seen is not', () => {
  const scene = many(50).query('bob', 'INSERT', { write: (w) => w.insert(['pending', '1']) })
  scene.told()
  const before = replay(scene.facts)
  const state = forgetOld(before, before.weight / 2)
  expect(state.keptFrom).toBeGreaterThan(10)
  expect(selectTimeline(state)).toMatchObject({ first: state.keptFrom, last: 52 })
  expect(selectHistory(state).lines[0]?.number).toBe(state.keptFrom)
  expect(selectChanges(state, { limit: 100 })).toMatchObject({
    counts: { pending: 1 },
    completeness: { keptFrom: state.keptFrom },
  })
  const rows = { table: '5.16384', rows: 'all', count: 100 } as const
  expect(selectSight(state, rows)?.rows.map(({ label }) => label)).toEqual(
    selectSight(before, rows)?.rows.map(({ label }) => label),
  )
})

test('a journal whose first facts are not told says so, and knows of no table who sees what', () => {
  const scene = many(5)
  const state = replay([{ type: 'forgotten', statements: 7, lsn: 900 }, ...scene.facts])
  expect(state.keptFrom).toBe(8)
  expect(selectHistory(state)).toMatchObject({ first: 8, last: 13, completeness: { keptFrom: 8 } })
  expect(selectHistory(state).lines[0]?.number).toBe(8)
  const rows = { table: '5.16384', rows: 'all', count: 100 } as const
  expect(selectSight(state, rows)).toMatchObject({
    complete: false,
    rows: [],
    notes: ['What came before #8 is no longer kept: who sees what is unknown.'],
  })
})

test('a view is made once for a state', () => {
  const state = replay(many(3).facts)
  expect(selectTimeline(state, { from: 1, to: 2 })).toBe(selectTimeline(state, { from: 1, to: 2 }))
  expect(selectChanges(state)).not.toBe(selectChanges(state, { limit: 1 }))
})

test('the immutable map is a map, and its earlier states stay', () => {
  const change = fc.tuple(fc.oneof(fc.nat(40), fc.nat(5000), fc.nat(2 ** 40)), fc.option(fc.nat()))
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const model = new Map<number, number>()
      let map: IntMap<number> = emptyMap()
      const states: [IntMap<number>, number[]][] = []
      for (const [key, value] of changes) {
        if (value === null) model.delete(key)
        else model.set(key, value)
        map = value === null ? remove(map, key) : set(map, key, value)
        expect(get(map, key)).toBe(model.get(key))
        const sorted = [...model].sort(([one], [other]) => one - other).map(([, each]) => each)
        states.push([map, sorted])
      }
      for (const [each, expected] of states) {
        expect(values(each)).toEqual(expected)
        expect(each.size).toBe(expected.length)
      }
    }),
    { seed: 20261125 },
  )
})
