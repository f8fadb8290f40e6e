/** Who sees what, in the cases that the random schedules do not reach. */
import { expect, test } from 'vitest'
import { replay } from '../../../lib/transactions/reduce.ts'
import { selectSight, selectSightTables } from '../../../lib/transactions/views/select-sight.ts'
import { Scene, stock } from './scene.ts'

const table = '5.16384'
const place = { block: 0, offset: 1 }

/** One line a row: label, then what each viewer sees. */
function grid(scene: Scene, options: { at?: number; rows?: 'all' } = {}): string[] {
  const view = selectSight(replay(scene.told().facts), { table, ...options })
  return (view?.rows ?? []).map(({ label, cells }) => {
    return [
      label,
      ...cells.map(({ sees, values, own }) =>
        values ? `${values.slice(1).join(' ')}${own ? '*' : ''}` : sees,
      ),
    ].join(' | ')
  })
}

function headings(scene: Scene): string[] {
  const view = selectSight(replay(scene.told().facts), { table })
  return (view?.viewers ?? []).map(({ session, heading }) => `${session?.name ?? ''}: ${heading}`)
}

function stocked(): Scene {
  return new Scene().open('alice', 'bob').query('alice', 'INSERT', {
    write: (w) => [w.insert(['tea', '12']), w.insert(['mate', '7'])],
  })
}

function update(scene: Scene, who: string): Scene {
  return scene.query(who, 'UPDATE', { write: (w) => w.update(place, ['tea', '12'], ['tea', '9']) })
}

test('only rows that differ, the own value marked', () => {
  const scene = update(stocked().begin('alice'), 'alice')
  expect(grid(scene)).toEqual(['tea | 9* | 12 | 12'])
  expect(grid(scene, { rows: 'all' })).toEqual(['mate | 7 | 7 | 7', 'tea | 9* | 12 | 12'])
  expect(headings(scene)).toEqual([
    'alice: read committed: what its next statement will see',
    'bob: what its next statement will see',
    ': committed: what a new snapshot sees',
  ])
  expect(selectSightTables(replay(scene.facts))).toEqual([
    { table, title: 'stock', database: 5, differs: true },
  ])
  expect(grid(scene, { at: 2 })).toEqual([])
})

test('a snapshot sees what was committed at its first query; what came later is not in it', () => {
  const scene = stocked().begin('bob', 'repeatable read')
  expect(headings(scene)[1]).toBe(
    'bob: repeatable read: takes its snapshot with its first query: would see now',
  )
  scene.query('bob')
  expect(headings(scene)[1]).toBe('bob: repeatable read: what its snapshot from #3 sees')
  update(scene, 'alice').query('alice', 'INSERT', { write: (w) => w.insert(['coffee', '1']) })
  expect(grid(scene)).toEqual(['coffee | 1 | not in this snapshot | 1', 'tea | 9 | 12 | 9'])
})

test('a transaction in progress when the snapshot was taken stays invisible after its COMMIT', () => {
  const scene = update(stocked().begin('alice'), 'alice')
    .begin('bob', 'serializable')
    .query('bob')
    .commit('alice')
  expect(grid(scene)).toEqual(['tea | 9 | 12 | 9'])
})

test('what ROLLBACK TO has taken back its own session does not see either', () => {
  const scene = update(stocked().begin('alice').savepoint('alice', 's1'), 'alice')
  expect(grid(scene)).toEqual(['tea | 9* | 12 | 12'])
  expect(grid(scene.rollbackTo('alice', 's1'))).toEqual([])
})

test('a failed block sees nothing until ROLLBACK, and then', () => {
  const scene = update(stocked().begin('alice'), 'alice').fail('alice', 'SELECT', '22012')
  expect(headings(scene)[0]).toBe('alice: sees nothing until ROLLBACK; then')
  expect(grid(scene, { rows: 'all' })).toContain('tea | 12 | 12 | 12')
})

test('unknown: an imported snapshot, and the first query of REPEATABLE READ while it runs', () => {
  const scene = stocked().begin('bob', 'repeatable read').set('bob', { snapshotUnknown: true }).query('bob')
  expect(grid(scene, { rows: 'all' })).toContain('tea | 12 | unknown | 12')
  const running = stocked().begin('bob', 'repeatable read').start('bob', 'UPDATE')
  expect(grid(running, { rows: 'all' })).toContain('tea | 12 | unknown | 12')
})

test('the same key deleted and inserted again is one line; a changed key is two', () => {
  const scene = stocked()
    .begin('alice')
    .query('alice', 'x', {
      write: (w) => {
        w.delete(place, ['tea', '12'])
        w.insert(['tea', '1'])
        w.update({ block: 0, offset: 2 }, ['mate', '7'], ['maté', '7'])
      },
    })
  expect(grid(scene)).toEqual(['mate | no row | 7 | 7', 'maté | 7* | no row | no row', 'tea | 1* | 12 | 12'])
})

test('TRUNCATE is not MVCC-safe: until COMMIT all see the old rows, then nobody does', () => {
  const scene = stocked().begin('bob', 'repeatable read').query('bob', 'SELECT').begin('alice')
  scene.query('alice', 'TRUNCATE', { write: (w) => w.truncate(20000) })
  expect(grid(scene)).toEqual(['mate | no row | 7 | 7', 'tea | no row | 12 | 12'])
  expect(grid(scene.commit('alice'), { rows: 'all' })).toEqual([])
})

test('TRUNCATE rolled back leaves the old rows', () => {
  const scene = stocked()
    .begin('alice')
    .query('alice', 'TRUNCATE', { write: (w) => w.truncate(20000) })
    .rollback('alice')
  expect(grid(scene, { rows: 'all' })).toEqual(['mate | 7 | 7 | 7', 'tea | 12 | 12 | 12'])
})

test('a rewrite keeps the rows; a snapshot that is older does not know what it would see', () => {
  const scene = stocked().begin('bob', 'repeatable read').query('bob')
  const shape = { ...stock, file: 20000, columns: [...stock.columns, { name: 'shelf', type: 'text' }] }
  scene.query('alice', 'ALTER', {
    write: (w) =>
      w.rewrite(shape, stock.file, [
        { place, row: ['tea', '12', 'a'] },
        { place: { block: 0, offset: 2 }, row: ['mate', '7', 'b'] },
      ]),
  })
  expect(grid(scene, { rows: 'all' })).toEqual(['mate | 7 b | unknown | 7 b', 'tea | 12 a | unknown | 12 a'])
})

test('rows without a primary key are told apart by what updates have kept the same', () => {
  const bare = { ...stock, key: [] }
  const scene = new Scene().open('alice', 'bob').query('alice', 'INSERT', {
    write: (w) => [w.insert(['tea', '1'], bare), w.insert(['tea', '1'], bare)],
  })
  scene
    .begin('alice')
    .query('alice', 'UPDATE', { write: (w) => w.update(place, ['tea', '1'], ['tea', '2'], bare) })
  expect(grid(scene, { rows: 'all' })).toEqual(['tea, 1 | 2* | 1 | 1', 'tea, 1 | 1 | 1 | 1'])
})

test('a table of a transaction in progress is there for nobody else', () => {
  const scene = new Scene()
    .open('alice', 'bob')
    .begin('alice')
    .query('alice', 'CREATE', {
      write: (w) => [
        w.catalogue({ action: 'created', kind: 'table', name: 'stock' }),
        w.insert(['tea', '1']),
      ],
    })
  const view = selectSight(replay(scene.facts), { table })
  expect(view?.viewers.map(({ sees }) => sees)).toEqual(['next statement', 'no table', 'no table'])
  expect(view?.complete).toBe(true)
  expect(grid(scene.commit('alice'), { rows: 'all' })).toEqual(['tea | 1 | 1 | 1'])
})

test('a batch that is too large: who sees it is not known, the others are', () => {
  const row = {
    operation: 'update',
    oldPlace: place,
    newPlace: { block: 9, offset: 1 },
    oldRow: ['tea', '12'],
    newRow: ['tea', '9'],
  } as const
  const scene = stocked()
    .begin('alice')
    .query('alice', 'UPDATE', { write: (w) => w.batch('update', 100_000, [row]) })
  expect(grid(scene, { rows: 'all' })).toContain('tea | unknown | 12 | 12')
  const view = selectSight(replay(scene.facts), { table })
  expect(view?.notes[0]).toBe(
    '#3 by alice updated 100,000 rows of stock (pending): too many to say who sees which.',
  )
  expect(grid(scene.rollback('alice'), { rows: 'all' })).toContain('tea | 12 | 12 | 12')
})

test('of a large INSERT the rows that are told are right, and those that are met later are not guessed', () => {
  const row = {
    operation: 'insert',
    oldPlace: null,
    newPlace: place,
    oldRow: null,
    newRow: ['tea', '12'],
  } as const
  const scene = new Scene().open('alice', 'bob').begin('bob', 'repeatable read').query('bob')
  scene.query('alice', 'INSERT', { write: (w) => w.batch('insert', 1000, [row]) })
  scene.query('alice', 'UPDATE', { write: (w) => w.update({ block: 4, offset: 1 }, ['x', '1'], ['x', '2']) })
  expect(grid(scene, { rows: 'all' })).toEqual([
    'tea | 12 | not in this snapshot | 12',
    'x | 2 | unknown | 2',
  ])
})

test('rows of another database are seen by its sessions only', () => {
  const scene = stocked().tell(
    { type: 'session-opened', pid: 50, role: 'x', database: 'other', databaseOid: 6, lsn: 1 },
    { type: 'session-named', pid: 50, session: 'carol' },
  )
  expect(headings(scene)).toHaveLength(3)
})

test('pages', () => {
  const view = selectSight(replay(stocked().facts), { table, rows: 'all', from: 1, count: 1 })
  expect([view?.total, view?.from, view?.rows.map(({ label }) => label)]).toEqual([2, 1, ['tea']])
})
