/** Tells a journal what only the notebook knows: which session a backend serves, whose statements it runs, who waits. */
import type { NotebookObserver } from '../../lib/notebook/observer.ts'
import type { Notebook } from '../../lib/notebook/runner.ts'
import type { StatementId } from '../../lib/postgres/client/journal.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import type { Wait } from '../../lib/postgres/client/waits.ts'
import type { JournalStore } from './journal-store.ts'

export class JournalFeed implements NotebookObserver {
  readonly #store: JournalStore
  #notebook: Notebook | null = null
  /** By backend: how it has been named. */
  readonly #named = new Map<number, string>()
  #servers = 0
  #stop: () => void = () => {}

  constructor(store: JournalStore) {
    this.#store = store
  }

  /** Sessions are named as soon as they are connected. */
  watch(notebook: Notebook): void {
    this.#notebook = notebook
    this.#stop = notebook.subscribe(() => this.#nameSessions())
  }

  /** Another server begins: nothing of the last one is there any more. */
  follow(server: Server): Server {
    const first = this.#servers === 0
    this.#servers += 1
    const turn = this.#servers
    this.#store.follow(null)
    this.#named.clear()
    if (!first) this.#store.tell([{ type: 'server-restarted' }])
    server.ready.then(
      () => {
        if (turn === this.#servers) this.#store.follow(server.journal())
      },
      // That it could not start is said elsewhere.
      () => {},
    )
    return server
  }

  cellStarted(session: string, cell: string, { pid, ordinal }: StatementId): void {
    this.#name(session, pid)
    const count = this.#notebook?.getState().cells[cell]?.run?.count ?? null
    this.#store.tell([{ type: 'cell-started', pid, cell, count, ordinal }])
  }

  cellEnded(_session: string, cell: string, { pid, ordinal }: StatementId): void {
    this.#store.tell([{ type: 'cell-ended', pid, cell, ordinal }])
  }

  waitsTold(at: number, waits: readonly Wait[]): void {
    this.#store.tell([{ type: 'waits-told', at, waits }])
  }

  close(): void {
    this.#servers += 1
    this.#stop()
    this.#store.close()
  }

  #nameSessions(): void {
    const state = this.#notebook?.getState()
    if (!state) return
    for (const [name, { pid }] of Object.entries(state.sessions)) if (pid !== null) this.#name(name, pid)
    // Of Python, as soon as a variable holds it: it may have another name by then.
    for (const { name, open } of state.connections) if (open?.pid != null) this.#name(name, open.pid)
  }

  #name(session: string, pid: number): void {
    if (this.#named.get(pid) === session) return
    this.#named.set(pid, session)
    this.#store.tell([{ type: 'session-named', pid, session }])
  }
}
