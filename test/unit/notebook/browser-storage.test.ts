/** The storage's own logic, over an IndexedDB in memory; that real browsers keep what they are given is Playwright's. */
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type BrowserStorage, createBrowserStorage } from '../../../lib/notebook/storage/browser-storage.ts'
import { type Database, openDatabase } from '../../../lib/notebook/storage/database.ts'
import type { TabChannel } from '../../../lib/notebook/storage/other-tabs.ts'
import { runKey, textKey } from '../../../lib/notebook/storage/records.ts'
import type { PlainStorage } from '../../../lib/notebook/storage/spare-place.ts'
import { error, notice, run, table } from './outputs.ts'

const key = { lesson: 'first-table', cell: 'a', starterHash: '1f' }

class SmallStorage implements PlainStorage {
  readonly items = new Map<string, string>()
  getItem = (name: string) => this.items.get(name) ?? null
  removeItem = (name: string) => void this.items.delete(name)
  setItem(name: string, value: string) {
    if (value.length > 1000) throw new DOMException('full', 'QuotaExceededError')
    this.items.set(name, value)
  }
}

/** Tabs of one browser: what one posts, the others hear. */
class Tabs {
  readonly #open = new Set<EventTarget>()
  readonly join = (): TabChannel => {
    const tab = new EventTarget()
    this.#open.add(tab)
    return Object.assign(tab, {
      postMessage: (data: unknown) => {
        for (const other of this.#open)
          if (other !== tab) other.dispatchEvent(new MessageEvent('message', { data }))
      },
      close: () => void this.#open.delete(tab),
    })
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
let tabs: Tabs
let time: number

function visit(database: Database = openDatabase()): { storage: BrowserStorage; events: EventTarget } {
  const events = new EventTarget()
  // Its own test's: a page of an earlier one may still be writing.
  const place = spare
  const storage = createBrowserStorage({
    database,
    spare: () => place,
    events,
    channel: tabs.join,
    now: () => ++time,
  })
  return { storage, events }
}

const sourceOf = async (storage: BrowserStorage) => (await storage.load([key]))[0]?.source

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  spare = new SmallStorage()
  tabs = new Tabs()
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

  test('right after a run has ended has put its output aside, too; the next visit stores it', async () => {
    const database = new Moody()
    database.gates.push(never, never)
    const { storage, events } = visit(database)
    storage.saveSource(key, 'SELECT 1')
    storage.saveRun(key, run(error))
    events.dispatchEvent(new Event('pagehide'))
    await vi.waitUntil(() => database.writes === 2)
    const next = visit().storage
    expect(await next.load([key])).toEqual([{ source: 'SELECT 1', run: run(error) }])
    await next.flush()
    expect(spare.items.size).toBe(0)
    expect(await visit().storage.load([key])).toEqual([{ source: 'SELECT 1', run: run(error) }])
  })

  test('does not put an older output over a newer one', async () => {
    const { storage, events } = visit(new Moody())
    const older = run(error)
    storage.saveRun(key, older)
    events.dispatchEvent(new Event('pagehide'))
    const kept = [...spare.items]
    const newer = { ...run(notice), endedAt: 3 }
    storage.saveRun(key, newer)
    await storage.flush()
    for (const [name, value] of kept) spare.items.set(name, value)
    expect(await visit().storage.load([key])).toEqual([{ source: null, run: newer }])
  })

  test('asks for outputs without waiting for the answer to texts', async () => {
    const database = new Moody()
    database.gates.push(never)
    const { storage, events } = visit(database)
    storage.saveSource(key, 'SELECT 1')
    storage.saveRun(key, run(table(900, 10)))
    events.dispatchEvent(new Event('pagehide'))
    await vi.waitUntil(async () => (await visit().storage.load([key]))[0]?.run !== null)
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
      channel: tabs.join,
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

describe('two tabs', () => {
  test('of one lesson hear when the other has written', async () => {
    const [one, two, elsewhere] = [visit().storage, visit().storage, visit().storage]
    const heard: string[] = []
    one.onOtherTab(key.lesson, () => heard.push('one'))
    two.onOtherTab(key.lesson, () => heard.push('two'))
    elsewhere.onOtherTab('another-lesson', () => heard.push('elsewhere'))
    one.saveSource(key, 'SELECT 1')
    await one.flush()
    expect(heard).toEqual(['two'])
    two.saveRun(key, run(table(1)))
    await two.flush()
    expect(heard).toEqual(['two', 'one'])
  })
})

test("a learner's own sessions, and what was moved to them, are there at the next visit", async () => {
  const kept = { own: [{ name: 'bob', role: 'postgres', database: 'shop' }], moved: { a: 'bob' } }
  const { storage } = visit()
  storage.saveSessions(key.lesson, kept)
  expect(await storage.loadSessions(key.lesson)).toEqual(kept)
  await storage.dispose()
  expect(await visit().storage.loadSessions(key.lesson)).toEqual(kept)
  expect(await visit().storage.loadSessions('another-lesson')).toEqual({ own: [], moved: {} })
})
