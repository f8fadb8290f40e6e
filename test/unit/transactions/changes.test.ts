/** Pending, committed, rolled back: what each change says of itself, and why. */
import { expect, test } from 'vitest'
import type { RowChange } from '../../../lib/postgres/client/journal.ts'
import { replay } from '../../../lib/transactions/reduce.ts'
import type { ChangesOptions, RowsEntry } from '../../../lib/transactions/views/changes-view.ts'
import { explain } from '../../../lib/transactions/views/explain.ts'
import { selectChanges, selectRows } from '../../../lib/transactions/views/select-changes.ts'
import { Scene, stock } from './scene.ts'

const tea = ['tea', '12']
const place = { block: 0, offset: 1 }

function changes(scene: Scene, options: ChangesOptions = {}) {
  return selectChanges(replay(scene.told().facts), options)
}

/** "update tea: qty 12 → 9 | pending · only alice sees it", the newest first. */
function lines(scene: Scene, options: ChangesOptions = {}): string[] {
  return changes(scene, options).tables.flatMap((table) =>
    table.entries.map((entry) => {
      if (entry.kind !== 'rows') return `${entry.kind} | ${entry.sentence}`
      return `${entry.operation} ${entry.rows.map(rowText).join('; ')} | ${entry.sentence}`
    }),
  )
}

function rowText({ label, columns }: RowsEntry['rows'][number]): string {
  const changed = columns.filter((column) => column.changed)
  return [label, ...changed.map(({ column, old, new: now }) => `${column} ${old} → ${now}`)].join(' ')
}

function stocked(...sessions: string[]): Scene {
  return new Scene().open(...sessions).query(sessions[0] ?? '', 'INSERT', { write: (w) => w.insert(tea) })
}

test('a statement of its own is committed at once', () => {
  expect(lines(stocked('alice'))).toEqual(['insert tea | committed at once by alice · new snapshots see it'])
})

test('pending, then committed at its COMMIT; looking back it is pending', () => {
  const scene = stocked('alice').begin('alice')
  scene.query('alice', 'UPDATE', { write: (w) => w.update(place, tea, ['tea', '9']) })
  scene.query('alice', 'DELETE', { write: (w) => w.delete({ block: 0, offset: 2 }, ['tea', '9']) })
  const pending = 'pending · only alice sees it'
  expect(lines(scene, { fates: ['pending'] })).toEqual([
    `delete tea | ${pending}`,
    `update tea qty 12 → 9 | ${pending}`,
  ])
  scene.commit('alice')
  const committed = 'committed at #5 by alice · new snapshots see it'
  expect(lines(scene, { statement: 3 })).toEqual([`update tea qty 12 → 9 | ${committed}`])
  expect(lines(scene, { at: 3, statement: 3 })).toEqual([`update tea qty 12 → 9 | ${pending}`])
  expect(lines(scene, { at: 2 })).toHaveLength(1)
  expect(changes(scene).counts).toEqual({ pending: 0, committed: 3, rolledBack: 0, unknown: 0 })
  expect(changes(scene, { at: 4 }).counts).toEqual({ pending: 2, committed: 1, rolledBack: 0, unknown: 0 })
})

test('why it was rolled back: ROLLBACK, ROLLBACK TO, an error, a caught error, a closed session, a crash', () => {
  const causes = (end: (scene: Scene) => void) => {
    const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1')
    scene.query('alice', 'INSERT', { write: (w) => w.insert(tea) })
    end(scene)
    return lines(scene)[0]
  }
  const rolledBack = 'insert tea | rolled back'
  expect(causes((scene) => scene.rollback('alice'))).toBe(`${rolledBack} at #4: ROLLBACK`)
  expect(causes((scene) => scene.rollbackTo('alice', 's1'))).toBe(`${rolledBack} at #4: ROLLBACK TO s1`)
  expect(causes((scene) => scene.fail('alice', 'SELECT', '22012'))).toBe(`${rolledBack} at #4: error 22012`)
  expect(causes((scene) => scene.close('alice'))).toBe(`${rolledBack}: its session was closed`)
  expect(causes((scene) => scene.close('alice', 'terminated'))).toBe(
    `${rolledBack}: its session was terminated`,
  )
  expect(causes((scene) => scene.failFatally('alice', 'SELECT', '57P01'))).toBe(
    `${rolledBack} at #4: its session was terminated`,
  )
  expect(causes((scene) => scene.failFatally('alice', 'SELECT', '25P04'))).toBe(
    `${rolledBack} at #4: error 25P04`,
  )
  expect(causes((scene) => scene.crash())).toBe(`${rolledBack}: crash`)
})

test('a COMMIT that is refused', () => {
  const scene = new Scene().open('bob').begin('bob', 'serializable')
  scene.query('bob', 'INSERT', { write: (w) => w.insert(tea) })
  const [pid, statement] = [scene.pid('bob'), { pid: scene.pid('bob'), ordinal: 3 }]
  const error = { severity: 'ERROR', code: '40001', message: 'could not serialize access' }
  scene.tell(
    {
      type: 'transaction-ended',
      written: { lsn: 1050, statement },
      xid: 700,
      top: 700,
      subtransactions: [],
      how: 'rolled back',
    },
    {
      type: 'statement-ended',
      statement,
      text: 'COMMIT',
      tags: [],
      error,
      status: 'I',
      from: 1010,
      to: 1050,
      transaction: null,
    },
    { type: 'told', lsn: 1050 },
  )
  expect(pid).toBe(101)
  expect(lines(scene)).toEqual(['insert tea | rolled back at #3: COMMIT was refused, error 40001'])
  const explained = explain(replay(scene.facts), { kind: 'statement', statement: 3 })
  expect(explained?.manual.title).toBe('13.5. Serialization Failure Handling')
  expect(explained?.offers).toMatchObject([{ kind: 'run again', from: 1 }])
})

test('ROLLBACK TO takes back only what came after, with released savepoints inside', () => {
  const scene = new Scene().open('alice').begin('alice')
  const insert = (item: string) => scene.query('alice', 'INSERT', { write: (w) => w.insert([item, '1']) })
  insert('mate')
  scene.savepoint('alice', 's1')
  insert('cocoa')
  scene.savepoint('alice', 's2')
  insert('coffee')
  scene.release('alice', 's2').rollbackTo('alice', 's1')
  insert('tea')
  scene.commit('alice')
  const committed = 'committed at #10 by alice · new snapshots see it'
  expect(lines(scene)).toEqual([
    `insert tea | ${committed}`,
    'insert coffee | rolled back at #8: ROLLBACK TO s1',
    'insert cocoa | rolled back at #8: ROLLBACK TO s1',
    `insert mate | ${committed}`,
  ])
})

test('a subtransaction that the COMMIT does not name had been rolled back', () => {
  const scene = new Scene().open('alice').begin('alice').savepoint('alice', 's1')
  scene.query('alice', 'INSERT', { write: (w) => w.insert(tea) })
  const written = { lsn: 1050, statement: { pid: scene.pid('alice'), ordinal: 4 } }
  scene.tell({
    type: 'transaction-ended',
    written,
    xid: 700,
    top: 700,
    subtransactions: [],
    how: 'committed',
  })
  expect(changes(scene).counts).toMatchObject({ committed: 0, rolledBack: 1 })
})

test('an error that PL/pgSQL caught', () => {
  const scene = new Scene().open('alice')
  const statement = { pid: scene.pid('alice'), ordinal: 1 }
  const written = { lsn: 1010, statement }
  const row = { operation: 'insert', oldPlace: null, newPlace: place, oldRow: null, newRow: tea } as const
  scene.tell(
    {
      type: 'rows',
      written,
      xid: 701,
      top: 700,
      table: stock,
      operation: 'insert',
      count: 1,
      rows: [row],
      batch: 1,
    },
    { type: 'transaction-ended', written, xid: 701, top: 700, subtransactions: [], how: 'rolled back' },
    { type: 'transaction-ended', written, xid: 700, top: 700, subtransactions: [], how: 'committed' },
    {
      type: 'statement-ended',
      statement,
      text: 'DO',
      tags: ['DO'],
      error: null,
      status: 'I',
      from: 1000,
      to: 1010,
      transaction: null,
    },
  )
  expect(lines(scene)).toEqual(['insert tea | rolled back at #1: an error that the statement caught'])
})

test('100,000 rows: counts at once, rows by the page', () => {
  const scene = new Scene().open('bob').begin('bob')
  const row = {
    operation: 'update',
    oldPlace: place,
    newPlace: { block: 9, offset: 1 },
    oldRow: tea,
    newRow: ['tea', '2'],
  } as const
  scene.query('bob', 'UPDATE', { write: (w) => w.batch('update', 100_000, [row]) })
  const view = changes(scene)
  expect(view.counts.pending).toBe(100_000)
  expect(view.tables[0]?.operations.update.pending).toBe(100_000)
  expect(view.tables[0]?.entries[0]).toMatchObject({
    kind: 'rows',
    count: 100_000,
    parts: [{ batch: 1, count: 100_000 }],
    rows: [{ label: 'tea' }],
  })
  expect(selectRows(replay(scene.facts), 1, [row])).toMatchObject([
    { label: 'tea', columns: [{ column: 'qty' }, {}] },
  ])
})

test('what is told of one statement in parts is one change; a further statement is another', () => {
  const place = { block: 0, offset: 1 }
  const row = { operation: 'insert', oldPlace: null, newPlace: place, oldRow: null, newRow: tea } as const
  const scene = stocked('bob')
    .begin('bob')
    .query('bob', 'INSERT', {
      write: (w) => {
        w.batch('insert', 1000, [row])
        w.batch('insert', 234, [])
      },
    })
    .query('bob', 'INSERT', { write: (w) => w.batch('insert', 7, [row]) })
  const [last, first] = changes(scene).tables[0]?.entries ?? []
  expect(last).toMatchObject({ count: 7 })
  expect(first).toMatchObject({
    count: 1234,
    rows: [{ label: 'tea' }],
    parts: [{ count: 1000 }, { count: 234 }],
  })
})

test('rows that are told after the statement: until then it says so', () => {
  const scene = new Scene()
    .open('alice')
    .query('alice', 'INSERT', { late: true, write: (w) => w.insert(tea) })
  const [rows, ended] = scene.facts.splice(-2)
  expect(selectChanges(replay(scene.facts)).untold).toMatchObject([{ number: 1 }])
  expect(selectChanges(replay(scene.facts)).counts).toMatchObject({ committed: 0 })
  scene.tell(...(rows ? [rows] : []), ...(ended ? [ended] : []))
  expect(changes(scene)).toMatchObject({ untold: [], counts: { committed: 1 } })
})

test('objects, truncations and sequences', () => {
  const scene = stocked('alice')
    .begin('alice')
    .query('alice', 'ALTER', {
      write: (w) =>
        w.catalogue({
          action: 'created',
          kind: 'column',
          name: 'shelf',
          of: { oid: 16384, name: 'stock' },
          detail: 'text',
        }),
    })
  scene.query('alice', 'TRUNCATE', { write: (w) => w.truncate(20000) })
  scene.query('alice', 'SELECT nextval', { write: (w) => w.sequence('stock_id_seq', '7') }).rollback('alice')
  const view = changes(scene)
  expect(view.objects[0]).toMatchObject({
    title: 'column shelf (text) of stock created',
    fate: 'rolled back',
  })
  expect(lines(scene)[0]).toBe('truncation | rolled back at #6: ROLLBACK')
  expect(view.sequences).toMatchObject([{ name: 'stock_id_seq', value: '7', session: { name: 'alice' } }])
})

test('an unknown value is not called changed; the primary key names the row', () => {
  const scene = new Scene().open('alice').query('alice', 'UPDATE', {
    write: (w) => w.update(place, ['tea', { unknown: 'type point' }], ['tea', { unknown: 'type point' }]),
  })
  const entry = changes(scene).tables[0]?.entries[0]
  expect(entry?.kind === 'rows' && entry.rows[0]?.columns.map(({ changed }) => changed)).toEqual([
    false,
    false,
  ])
})

test('WAL that was lost: how it ended is unknown', () => {
  const scene = new Scene()
    .open('alice')
    .begin('alice')
    .query('alice', 'INSERT', { write: (w) => w.insert(tea) })
  scene.tell({ type: 'lost', from: 1010, to: 1020, message: 'segment recycled' })
  const view = changes(scene)
  expect(view.tables[0]?.entries[0]).toMatchObject({ fate: 'unknown', sentence: 'how it ended is unknown' })
  expect(view.counts).toEqual({ pending: 0, committed: 0, rolledBack: 0, unknown: 1 })
  expect(view.completeness.lost).toHaveLength(1)
})

test('prepared: pending until COMMIT PREPARED, by whom it may be', () => {
  const scene = new Scene().open('alice', 'bob').begin('alice')
  scene.query('alice', 'INSERT', { write: (w) => w.insert(tea) })
  const end = (pid: number, ordinal: number, how: 'prepared' | 'committed', lsn: number, tag: string) => {
    const statement = { pid, ordinal }
    scene.tell(
      {
        type: 'transaction-ended',
        written: { lsn, statement },
        xid: 700,
        top: 700,
        subtransactions: [],
        how,
      },
      {
        type: 'statement-ended',
        statement,
        text: tag,
        tags: [tag],
        error: null,
        status: 'I',
        from: lsn,
        to: lsn,
        transaction: null,
      },
    )
  }
  end(scene.pid('alice'), 3, 'prepared', 1050, 'PREPARE TRANSACTION')
  scene.tell({ type: 'session-ended', pid: scene.pid('alice'), reason: 'closed', lsn: 1050 })
  expect(changes(scene).counts.pending).toBe(1)
  end(scene.pid('bob'), 1, 'committed', 1060, 'COMMIT PREPARED')
  expect(lines(scene)).toEqual(['insert tea | committed at #4 by bob · new snapshots see it'])
})

test('a COMMIT that a crash has lost is said to be lost', () => {
  const scene = stocked('alice')
  scene.tell({ type: 'crashed', message: 'x' }, { type: 'recovered', lsn: 1005 })
  expect(lines(scene)).toEqual(['insert tea | rolled back at #1: crash'])
})

test('a restart begins anew', () => {
  const scene = stocked('alice').tell({ type: 'server-restarted' })
  expect(changes(scene)).toMatchObject({ tables: [], counts: { committed: 0 } })
})

test('transactions that DO ran one after the other: each has its own end and its own reason', () => {
  const scene = new Scene().open('alice')
  const statement = { pid: scene.pid('alice'), ordinal: 1 }
  const wrote = (lsn: number, xid: number, item: string) => {
    const newPlace = { block: 0, offset: xid }
    const row: RowChange = {
      operation: 'insert',
      oldPlace: null,
      newPlace,
      oldRow: null,
      newRow: [item, '1'],
    }
    const written = { lsn, statement }
    const rows = { table: stock, operation: 'insert', count: 1, rows: [row], batch: xid } as const
    scene.tell({ type: 'rows', written, xid, top: xid, ...rows })
  }
  const ended = (lsn: number, xid: number, how: 'committed' | 'rolled back') =>
    scene.tell({
      type: 'transaction-ended',
      written: { lsn, statement },
      xid,
      top: xid,
      subtransactions: [],
      how,
    })
  wrote(1010, 700, 'tea')
  ended(1020, 700, 'committed')
  wrote(1030, 701, 'mate')
  ended(1040, 701, 'rolled back')
  wrote(1050, 702, 'salt')
  ended(1060, 702, 'rolled back')
  scene.tell(
    {
      type: 'statement-ended',
      statement,
      text: 'DO …',
      tags: [],
      error: { severity: 'ERROR', code: '22012', message: 'division by zero' },
      status: 'I',
      from: 1000,
      to: 1060,
      transaction: null,
    },
    { type: 'told', lsn: 1060 },
  )
  const state = replay(scene.facts)
  expect(selectChanges(state).tables[0]?.entries.map(({ sentence }) => sentence)).toEqual([
    'rolled back at #1: error 22012',
    'rolled back at #1: ROLLBACK',
    'committed at once by alice · new snapshots see it',
  ])
  expect(explain(state, { kind: 'transaction', transaction: 1 })?.sentence).toBe(
    '#1 by alice ran 3 transactions: 1 committed, 2 rolled back.',
  )
})
