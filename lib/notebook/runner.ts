/**
 * The one place where the notebook's effects happen: it owns the server, the sessions, Python and the storage, does what
 * the reducer asks for, and tells it as events what came of it.
 */
import type { Server } from '../postgres/client/server.ts'
import type { Session } from '../postgres/client/session.ts'
import type { WaitQuestion } from '../postgres/client/waits.ts'
import type { KernelOptions, PythonKernel } from '../python/kernel.ts'
import type { NotebookEffect, NotebookEvent } from './events.ts'
import { initialState } from './initial-state.ts'
import type { CellSpec, NotebookState, RunRequest, SessionSpec } from './model.ts'
import type { NotebookObserver } from './observer.ts'
import { Python } from './python.ts'
import { everyFiftyMilliseconds, type Schedule } from './report-batch.ts'
import { ServerLife } from './server-life.ts'
import { serverWhenReady } from './server-when-ready.ts'
import { SessionRun } from './session-run.ts'
import { type IdleNotifications, type OpenSession, Sessions } from './sessions.ts'
import type { NotebookStorage, WorkKey } from './storage.ts'
import { Store } from './store.ts'
import { WaitWatch } from './wait-watch.ts'

export interface NotebookOptions {
  /** Slug of the lesson. */
  lesson: string
  /** In the order of the text. */
  cells: readonly CellSpec[]
  sessions: readonly SessionSpec[]
  /** Called when the first cell wants to run, and again after a restart or a crash. */
  startServer: () => Server
  /** Called while a server is up. Like it, a value from outside, so that a page can load both when they are wanted. */
  openSession: OpenSession
  /** Called while a server is up. */
  openWaits: (server: Server) => WaitQuestion
  /** Called when Python is wanted, and again after a restart or its end. A lesson without Python cells needs none. */
  startKernel?: (options: KernelOptions) => PythonKernel
  storage: NotebookStorage
  /** Keeps a journal of the server. */
  observer?: NotebookObserver
  /** Milliseconds since the epoch. */
  now?: () => number
  /** How long reports of a run are gathered before the state takes them in. */
  schedule?: Schedule
  /** One sentence, if cells cannot run in this page at all. */
  unavailable?: string
  /** Hears of each event that could not apply. By default, the browser's debug log does. */
  onRefused?: (event: NotebookEvent, reason: string) => void
}

/** A running lesson. */
export interface Notebook {
  getState(): NotebookState
  /** Called after each change, never while an event is being worked off. Returns how to stop listening. */
  subscribe(listener: () => void): () => void
  dispatch(event: NotebookEvent): void
  /** The server of now, for completion from the live schema; null while there is none. */
  readonly server: () => Server | null
  /** Ends the server and writes what is still to be kept. Nothing is heard from the notebook after it. */
  dispose(): void
}

/** Opens a lesson: asks storage for earlier work at once, and starts the server when it is wanted. */
export function createNotebook(options: NotebookOptions): Notebook {
  return new Runner(options)
}

class Runner implements Notebook {
  readonly #options: NotebookOptions
  readonly #store: Store
  readonly #life: ServerLife
  readonly #python: Python
  readonly #stopListening: (() => void)[]
  /** Those of the server of now. */
  #sessions: Sessions | null = null
  #watch: WaitWatch | null = null
  /** The last run of each session. */
  readonly #runs = new Map<string, SessionRun>()
  #restored = false
  #disposed = false

  constructor(options: NotebookOptions) {
    this.#options = options
    this.#store = new Store({
      initial: initialState({
        cells: options.cells,
        sessions: options.sessions,
        ...(options.unavailable === undefined ? {} : { unavailable: options.unavailable }),
      }),
      perform: this.#perform,
      onRefused: options.onRefused ?? debugLog,
    })
    this.#life = new ServerLife({
      startServer: options.startServer,
      onChange: (server) => this.dispatch({ type: 'server-changed', server }),
      onCrash: (message) => this.dispatch({ type: 'server-crashed', message, at: this.#now() }),
      onRecovered: () => this.dispatch({ type: 'server-recovered' }),
    })
    this.#python = new Python({
      startKernel: options.startKernel,
      server: this.#serverForPython,
      getState: this.getState,
      dispatch: this.dispatch,
      observer: options.observer ?? null,
      now: this.#now,
      schedule: options.schedule ?? everyFiftyMilliseconds,
    })
    this.#store.subscribe(() => this.#watch?.look())
    this.#stopListening = [
      options.storage.onProblem(() => this.#tellStorage()),
      options.storage.onOtherTab(options.lesson, () =>
        this.dispatch({ type: 'other-tab-wrote', at: this.#now() }),
      ),
    ]
    void this.#restore()
  }

  getState = (): NotebookState => this.#store.getState()

  subscribe = (listener: () => void): (() => void) => this.#store.subscribe(listener)

  dispatch = (event: NotebookEvent): void => {
    if (!this.#disposed) this.#store.dispatch(event)
  }

  server = (): Server | null => this.#life.server

  dispose(): void {
    this.#disposed = true
    for (const stop of this.#stopListening) stop()
    this.#endSessions()
    // Its connections end before their server does.
    void this.#python.end().finally(() => this.#life.end())
    void this.#options.storage.flush()
  }

  readonly #perform = (effect: NotebookEffect, state: NotebookState): void => {
    const { storage } = this.#options
    switch (effect.type) {
      case 'start-server':
      case 'restart-server':
        this.#endSessions()
        void this.#life.start()
        break
      case 'run':
        this.#run(effect.session, effect.request)
        break
      case 'cancel':
        this.#runs.get(effect.session)?.cancel()
        break
      case 'start-kernel':
        this.#python.start()
        break
      case 'run-python':
        this.#python.run(effect.request)
        break
      case 'stop-python':
        this.#python.stop()
        break
      case 'answer-input':
        this.#python.answer(effect.text)
        break
      case 'connect-session':
        void this.#openSession(effect.session).connect()
        break
      case 'close-session':
        this.#sessions?.close(effect.session)
        break
      case 'rollback':
        void this.#openSession(effect.session).run('ROLLBACK', () => undefined)
        break
      case 'save-sessions':
        storage.saveSessions(this.#options.lesson, effect.sessions)
        break
      case 'save-source':
        storage.saveSource(this.#key(effect.cell), effect.source)
        break
      case 'save-run':
        storage.saveRun(this.#key(effect.cell), state.cells[effect.cell]?.run ?? null)
        break
      default:
        effect satisfies never
    }
  }

  #run(name: string, request: RunRequest): void {
    const { schedule = everyFiftyMilliseconds, observer = null } = this.#options
    const session = this.#openSession(name)
    const run = new SessionRun({
      session,
      request,
      dispatch: this.dispatch,
      observer,
      now: this.#now,
      schedule,
    })
    this.#runs.set(name, run)
    void run.perform()
  }

  /** Who waits for whom is asked from the first connection on. */
  readonly #serverForPython = async (): Promise<Server> => {
    await serverWhenReady(this)
    const server = this.#life.server
    if (!server) throw new Error('PostgreSQL has ended')
    this.#watch ??= this.#newWatch(server)
    return server
  }

  /** Runs and connections are asked for only while a server is up, and of sessions that the state has. */
  #openSession(name: string): Session {
    const server = this.#life.server
    const spec = this.getState().sessions[name]?.spec
    if (!server || !spec) throw new Error(`session "${name}" was asked for without a server, or is not there`)
    this.#sessions ??= this.#newSessions(server)
    return this.#sessions.open(spec)
  }

  #newSessions(server: Server): Sessions {
    this.#watch ??= this.#newWatch(server)
    return new Sessions(server, {
      openSession: this.#options.openSession,
      onChange: (session, change) => this.dispatch({ type: 'session-changed', session, change }),
      onNotifications: (session, notifications) => this.#tellNotifications(session, notifications),
    })
  }

  #newWatch(server: Server): WaitWatch {
    return new WaitWatch(this.#options.openWaits(server), {
      getState: this.getState,
      dispatch: this.dispatch,
      observer: this.#options.observer ?? null,
      now: this.#now,
    })
  }

  #tellNotifications(session: string, notifications: IdleNotifications): void {
    const at = this.#now()
    this.dispatch({
      type: 'session-notified',
      session,
      notifications: notifications.map(({ channel, payload, processId }) => ({
        channel,
        payload,
        pid: processId,
        at,
      })),
    })
  }

  #endSessions(): void {
    this.#watch?.close()
    this.#watch = null
    this.#sessions?.closeAll()
    this.#sessions = null
  }

  /** Texts and runs come back before the page hears that storage is ready, so that editors open with them. */
  async #restore(): Promise<void> {
    const { cells, lesson, storage } = this.#options
    const [kept, sessions] = await Promise.all([
      storage.load(cells.map((cell) => this.#key(cell.id))),
      storage.loadSessions(lesson),
    ])
    const runs = kept.map((work) => work.run)
    this.dispatch({
      type: 'restored',
      cells: Object.fromEntries(
        cells.map((cell, index) => [
          cell.id,
          { source: kept[index]?.source ?? cell.starter, run: runs[index] ?? null },
        ]),
      ),
      sessions,
      nextCount: 1 + Math.max(0, ...runs.map((run) => run?.count ?? 0)),
    })
    this.#restored = true
    this.#tellStorage()
  }

  #tellStorage(): void {
    if (!this.#restored) return
    const { problem } = this.#options.storage
    this.dispatch({
      type: 'storage-changed',
      storage: problem === null ? { kind: 'kept' } : { kind: 'memory-only', message: problem },
    })
  }

  readonly #now = (): number => (this.#options.now ?? Date.now)()

  #key(cell: string): WorkKey {
    const starterHash = this.getState().cells[cell]?.spec.starterHash ?? ''
    return { lesson: this.#options.lesson, cell, starterHash }
  }
}

function debugLog(event: NotebookEvent, reason: string): void {
  console.debug(`notebook: ${event.type} refused: ${reason}`)
}
