/**
 * The learner's work in the browser: texts and runs in IndexedDB, written soon after each change; what the page's
 * end overtakes goes to localStorage as well. Make one for a page: what cannot be kept lives in it.
 */
import type { CellRun, KeptSessions } from '../model.ts'
import type { KeptWork, NotebookStorage, WorkKey } from '../storage.ts'
import { type Database, openDatabase } from './database.ts'
import { OtherTabs, openTabChannel, type TabChannel } from './other-tabs.ts'
import { problemOf } from './problem.ts'
import {
  lessonOf,
  readRun,
  readSessions,
  readText,
  runKey,
  sessionsKey,
  type TextRecord,
  textKey,
} from './records.ts'
import { type PlainStorage, type SparePlace, sparePlace } from './spare-place.ts'
import { trimmedRun } from './trimmed-run.ts'
import { WriteBehind } from './write-behind.ts'

/** The browser's parts, which a test replaces. */
export interface BrowserParts {
  database?: Database
  spare?: () => PlainStorage
  /** Where `pagehide` and `visibilitychange` arrive. After the latter a page may end without another word. */
  events?: EventTarget
  /** Where tabs hear each other. */
  channel?: () => TabChannel
  now?: () => number
}

export interface BrowserStorage extends NotebookStorage {
  /** Writes what is held, and no longer listens to the page. */
  dispose(): Promise<void>
}

export function createBrowserStorage(parts: BrowserParts = {}): BrowserStorage {
  const {
    database = openDatabase(),
    spare = () => localStorage,
    events = window,
    channel = openTabChannel,
    now = Date.now,
  } = parts
  return new StorageOfBrowser(database, spare, events, new OtherTabs(channel), now)
}

class StorageOfBrowser implements BrowserStorage {
  readonly #database: Database
  readonly #spareTexts: SparePlace<TextRecord>
  readonly #spareRuns: SparePlace<CellRun>
  readonly #tabs: OtherTabs
  readonly #events: EventTarget
  readonly #now: () => number
  readonly #texts: WriteBehind<TextRecord>
  readonly #runs: WriteBehind<CellRun>
  readonly #sessions: WriteBehind<KeptSessions>
  readonly #listeners = new Set<(problem: string | null) => void>()
  /** Nothing is written over what could not be read: writes wait for this, and fail with it. */
  #loaded: Promise<unknown> = Promise.resolve()
  #problems = { texts: null as string | null, runs: null as string | null }

  constructor(
    database: Database,
    spare: () => PlainStorage,
    events: EventTarget,
    tabs: OtherTabs,
    now: () => number,
  ) {
    this.#database = database
    this.#spareTexts = sparePlace(spare, readText)
    this.#spareRuns = sparePlace(spare, readRun)
    this.#tabs = tabs
    this.#events = events
    this.#now = now
    const afterLoad = {
      write: async (values: ReadonlyMap<string, unknown>) => {
        await this.#loaded
        await database.write(values)
      },
    }
    this.#texts = new WriteBehind(afterLoad, {
      written: (values) => {
        this.#written(values, this.#texts, this.#spareTexts)
        this.#tell({ texts: null })
      },
      failed: (error) => this.#tell({ texts: problemOf(error) }),
    })
    this.#runs = new WriteBehind(afterLoad, {
      written: (values) => {
        this.#written(values, this.#runs, this.#spareRuns)
        this.#tell({ runs: null })
      },
      failed: (error) => this.#tell({ runs: problemOf(error) }),
    })
    this.#sessions = new WriteBehind(afterLoad, {
      written: () => this.#tell({ texts: null }),
      failed: (error) => this.#tell({ texts: problemOf(error) }),
    })
    events.addEventListener('pagehide', this.#pageMayEnd)
    events.addEventListener('visibilitychange', this.#pageMayEnd)
  }

  get problem(): string | null {
    return this.#problems.texts ?? this.#problems.runs
  }

  onProblem(listener: (problem: string | null) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async load(keys: readonly WorkKey[]): Promise<readonly KeptWork[]> {
    const names = keys.flatMap((key) => [textKey(key), runKey(key)])
    const reading = this.#database.read(names)
    this.#loaded = reading
    let values: readonly unknown[] = []
    try {
      values = await reading
    } catch (error) {
      this.#tell({ texts: problemOf(error) })
    }
    const kept = new Map(names.map((name, index) => [name, values[index]]))
    return keys.map((key) => ({
      source: this.#newestText(textKey(key), readText(kept.get(textKey(key)))),
      run: this.#newestRun(runKey(key), readRun(kept.get(runKey(key)))),
    }))
  }

  saveSource(key: WorkKey, source: string): void {
    this.#texts.save(textKey(key), { source, savedAt: this.#now() })
  }

  saveRun(key: WorkKey, run: CellRun | null): void {
    this.#runs.save(runKey(key), run && trimmedRun(run))
  }

  async loadSessions(lesson: string): Promise<KeptSessions> {
    const key = sessionsKey(lesson)
    const held = this.#sessions.unwritten.get(key)
    if (held) return held
    try {
      return readSessions((await this.#database.read([key]))[0])
    } catch (error) {
      this.#tell({ texts: problemOf(error) })
      return readSessions(null)
    }
  }

  saveSessions(lesson: string, sessions: KeptSessions): void {
    this.#sessions.save(sessionsKey(lesson), sessions)
  }

  onOtherTab(lesson: string, listener: () => void): () => void {
    return this.#tabs.onWritten(lesson, listener)
  }

  /**
   * Texts first: they must not fail because outputs no longer fit. All are asked for at once, since a page that ends
   * does not wait for an answer; the database writes in the order in which it was asked.
   */
  async flush(): Promise<void> {
    await Promise.all([this.#texts.flush(), this.#sessions.flush(), this.#runs.flush()])
  }

  async dispose(): Promise<void> {
    this.#events.removeEventListener('pagehide', this.#pageMayEnd)
    this.#events.removeEventListener('visibilitychange', this.#pageMayEnd)
    await this.flush()
    this.#tabs.close()
  }

  /** What is not acknowledged goes to the spare place, and stays there until it is. */
  readonly #pageMayEnd = (): void => {
    for (const [key, text] of this.#texts.unwritten) if (text) this.#spareTexts.write(key, text)
    for (const [key, run] of this.#runs.unwritten) if (run) this.#spareRuns.write(key, run)
    void this.flush()
  }

  /** Nothing is spare any more that has been acknowledged; other tabs may have an older one. */
  #written<Value>(
    values: ReadonlyMap<string, Value | null>,
    held: WriteBehind<Value>,
    spare: SparePlace<Value>,
  ): void {
    for (const key of values.keys()) if (!held.unwritten.has(key)) spare.remove(key)
    this.#tabs.tellWritten([...values.keys()].map(lessonOf))
  }

  /**
   * A spare text that is newer than the stored one is what the last page could not finish: it is stored now. Within one
   * millisecond, too: only what was not acknowledged is spare.
   */
  #newestText(key: string, stored: TextRecord | null): string | null {
    const held = this.#texts.unwritten.get(key)
    if (held) return held.source
    const spare = this.#spareTexts.read(key)
    if (spare && (!stored || spare.savedAt >= stored.savedAt)) {
      this.#texts.save(key, spare)
      return spare.source
    }
    return stored?.source ?? null
  }

  #newestRun(key: string, stored: CellRun | null): CellRun | null {
    const held = this.#runs.unwritten.get(key)
    if (held !== undefined) return held
    const spare = this.#spareRuns.read(key)
    if (!spare || (stored && (stored.endedAt ?? 0) >= (spare.endedAt ?? 0))) return stored
    this.#runs.save(key, spare)
    return spare
  }

  #tell(change: { texts?: string | null; runs?: string | null }): void {
    const before = this.problem
    this.#problems = { ...this.#problems, ...change }
    const { problem } = this
    if (problem !== before) for (const listener of this.#listeners) listener(problem)
  }
}
