/** The storage's own logic, over an IndexedDB in memory; that real browsers keep what they are given is Playwright's. */
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type BrowserStorage, createBrowserStorage } from '../../../lib/notebook/storage/browser-storage.ts'
import { type Database, openDatabase } from '../../../lib/notebook/storage/database.ts'
import { runKey, textKey } from '../../../lib/notebook/storage/records.ts'
import type { PlainStorage } from '../../../lib/notebook/storage/spare-texts.ts'
import { error, run, table } from './outputs.ts'

const key = { lesson: 'first-table', cell: 'a', starterHash: '1f' }

class SmallStorage implements PlainStorage {
  readonly items = new Map<string, string>()
  getItem = (name: string) => this.items.get(name) ?? null
  removeItem = (name: string) => void this.items.delete(name)
  setItem(name: string, value: string) {
    if (value.length > 100) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(name, value)
  }
}

/** A real database that fails when told to, and whose writes wait for a gate. */
class Moody implements Database {
  readonly inner = openDatabase()
  failure: Error | null = null
  /** How many writes have been asked for; the nth waits for the nth gate, if there is one. */
  writes = 0
  readonly gates: Promise<void>[] = []
  async read(keys: readonly string[]) {
    if (this.failure) throw this.failure
    return this.inner.read(keys)
  }
  async write(values: ReadonlyMap<string, unknown>) {
    this.writes += 1
    await this.gates[this.writes - 1]
    if (this.failure) throw this.failure
    return this.inner.write(values)
  }
}

const never = new Promise<void>(() => {})

let spare: SmallStorage
let time: number

function visit(database: Database = openDatabase()): { storage: BrowserStorage; events: EventTarget } {
  const events = new EventTarget()
  const storage = createBrowserStorage({ database, spare: () => spare, events, now: () => ++time })
  return { storage, events }
}

const sourceOf = async (storage: BrowserStorage) => (await storage.load([key]))[0]?.source

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  spare = new SmallStorage()
  time = 0
})

describe('texts and runs', () => {
  test('are there at the next visit', async () => {
    const { storage } = visit()
    storage.saveSource(key, 'SELECT 1')
    storage.saveSource(key, 'SELECT 2')
    storage.saveRun(key, run(table(2), error))
    await storage.dispose()
    expect(await visit().storage.load([key])).toEqual([{ source: 'SELECT 2', run: run(table(2), error) }])
    expect(storage.problem).toBeNull()
  })

  test('are written soon, though nobody says so', async () => {
    const { storage } = visit()
    storage.saveSource(key, 'SELECT 1')
    await vi.waitUntil(async () => (await sourceOf(visit().storage)) === 'SELECT 1')
  })

  test('belong to a starter text: under another one they are not shown, and stay', async () => {
    const { storage } = visit()
    storage.saveSource(key, 'SELECT 1')
    await storage.flush()
    const changed = { ...key, starterHash: '2e' }
    expect(await storage.load([changed, key])).toEqual([
      { source: null, run: null },
      { source: 'SELECT 1', run: null },
    ])
  })

  test('a run can be taken away', async () => {
    const { storage } = visit()
    storage.saveRun(key, run())
    await storage.flush()
    storage.saveRun(key, null)
    expect(await storage.load([key])).toEqual([{ source: null, run: null }])
    await storage.flush()
    expect(await visit().storage.load([key])).toEqual([{ source: null, run: null }])
  })

  test('that are garbage are not there', async () => {
    await openDatabase().write(
      new Map<string, unknown>([
        [textKey(key), 'SELECT 1'],
        [runKey(key), { version: 0 }],
      ]),
    )
    spare.items.set(`pg-notebook/${textKey(key)}`, '{"source": ')
    expect(await visit().storage.load([key])).toEqual([{ source: null, run: null }])
  })
})

describe('a page that ends in the middle', () => {
  /** Typed, and the page ended before the database could answer. */
  async function ended(source: string): Promise<void> {
    const database = new Moody()
    database.gates.push(never)
    const { storage, events } = visit(database)
    storage.saveSource(key, source)
    events.dispatchEvent(new Event('pagehide'))
  }

  test('has put its texts aside; the next visit stores them', async () => {
    await ended('SELECT 1')
    const { storage } = visit()
    expect(await sourceOf(storage)).toBe('SELECT 1')
    await storage.flush()
    expect(spare.items.size).toBe(0)
    expect(await sourceOf(visit().storage)).toBe('SELECT 1')
  })

  test('does not win over a newer text', async () => {
    await ended('SELECT 1')
    const { storage } = visit()
    storage.saveSource(key, 'SELECT 2')
    await storage.flush()
    expect(await sourceOf(visit().storage)).toBe('SELECT 2')
  })

  test('with a text that is too long for the spare place still asks the database', async () => {
    const { storage, events } = visit()
    const long = 'x'.repeat(1_000_000)
    storage.saveSource(key, long)
    events.dispatchEvent(new Event('pagehide'))
    expect(spare.items.size).toBe(0)
    await storage.flush()
    expect(await sourceOf(visit().storage)).toBe(long)
  })

  test('keeps the newer text aside while an older one is still being acknowledged', async () => {
    const database = new Moody()
    let open = () => {}
    database.gates.push(
      new Promise((resolve) => {
        open = resolve
      }),
      never,
    )
    const { storage, events } = visit(database)
    storage.saveSource(key, 'SELECT 1')
    void storage.flush()
    await vi.waitUntil(() => database.writes === 1)
    storage.saveSource(key, 'SELECT 2')
    events.dispatchEvent(new Event('pagehide'))
    open()
    await vi.waitUntil(() => database.writes === 2)
    expect(await sourceOf(visit().storage)).toBe('SELECT 2')
  })
})

describe('when the browser does not keep it', () => {
  const quota = new DOMException('full', 'QuotaExceededError')
  const security = new DOMException('no', 'SecurityError')

  test('work goes on in memory, and one sentence says so', async () => {
    const database = new Moody()
    database.failure = security
    const { storage } = visit(database)
    const heard: (string | null)[] = []
    storage.onProblem((problem) => heard.push(problem))
    expect(await storage.load([key])).toEqual([{ source: null, run: null }])
    storage.saveSource(key, 'SELECT 1')
    await storage.flush()
    expect(heard).toEqual([expect.stringContaining('allow this site to store data')])
    expect(await sourceOf(storage)).toBe('SELECT 1')
  })

  test('a quota that frees itself ends the problem', async () => {
    const database = new Moody()
    const { storage } = visit(database)
    await storage.load([key])
    database.failure = quota
    storage.saveSource(key, 'SELECT 1')
    await storage.flush()
    expect(storage.problem).toContain('storage is full')
    database.failure = null
    storage.saveSource(key, 'SELECT 2')
    await storage.flush()
    expect(storage.problem).toBeNull()
    expect(await sourceOf(visit().storage)).toBe('SELECT 2')
  })

  test('what could not be read is not written over', async () => {
    const before = visit().storage
    before.saveSource(key, 'SELECT 1')
    await before.dispose()
    const database = new Moody()
    database.failure = new DOMException('lost', 'UnknownError')
    const { storage } = visit(database)
    await storage.load([key])
    database.failure = null
    storage.saveSource(key, 'SELECT 2')
    await storage.dispose()
    expect(await sourceOf(visit().storage)).toBe('SELECT 1')
  })

  test('a database that never answers is a problem like another', async () => {
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
    const { storage } = visit(openDatabase('pg-notebook', 1))
    expect(await storage.load([key])).toEqual([{ source: null, run: null }])
    expect(storage.problem).toContain('close other tabs')
  })

  test('a connection that has been lost is opened anew', async () => {
    const open = vi.spyOn(indexedDB, 'open')
    const { storage } = visit()
    await storage.load([key])
    const [request] = open.mock.results.map((result) => result.value)
    request.result.close()
    storage.saveSource(key, 'SELECT 1')
    await storage.flush()
    expect(storage.problem).toBeNull()
    expect(open).toHaveBeenCalledTimes(2)
    expect(await sourceOf(visit().storage)).toBe('SELECT 1')
  })

  test('a localStorage that throws is nothing to worry about', async () => {
    const events = new EventTarget()
    const storage = createBrowserStorage({
      events,
      spare: () => {
        throw security
      },
    })
    storage.saveSource(key, 'SELECT 1')
    events.dispatchEvent(new Event('pagehide'))
    await storage.flush()
    expect(await sourceOf(storage)).toBe('SELECT 1')
    expect(storage.problem).toBeNull()
  })
})
