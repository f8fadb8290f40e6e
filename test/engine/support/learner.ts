/** A learner at a lesson on a real server: what they do, and what they see. */
import type { NotebookEvent } from '../../../lib/notebook/events.ts'
import type { CellSpec, CellState, NotebookState } from '../../../lib/notebook/model.ts'
import type { NotebookObserver } from '../../../lib/notebook/observer.ts'
import { createNotebook, type Notebook } from '../../../lib/notebook/runner.ts'
import { isAtRest } from '../../../lib/notebook/schedule.ts'
import { displayState } from '../../../lib/notebook/select.ts'
import { waitOfCell } from '../../../lib/notebook/select-sessions.ts'
import { createMemoryStorage } from '../../../lib/notebook/storage/memory-storage.ts'
import type { NotebookStorage } from '../../../lib/notebook/storage.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { Session } from '../../../lib/postgres/client/session.ts'
import { WaitQuestion } from '../../../lib/postgres/client/waits.ts'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { startKernel } from '../../../lib/python/host/node.ts'

const sessions = [
  { name: 'main', role: 'postgres', database: 'postgres' },
  { name: 'bob', role: 'postgres', database: 'postgres' },
  { name: 'carol', role: 'carol', database: 'postgres' },
]

/** Cells by id, as `id@session!SQLSTATE?session+session`: where it runs, how it fails, for whom it waits, whom it frees. */
function cellsOf(texts: Record<string, string>): CellSpec[] {
  return Object.entries(texts).map(([head, starter]) => {
    const [, id = '', session = 'main', code, waitsFor, frees] =
      /^(\w+)(?:@(\w+))?(?:!(\w+))?(?:\?(\w+))?(?:\+(\w+))?$/.exec(head) ?? []
    return {
      id,
      language: session === 'python' ? 'python' : 'sql',
      session,
      starter,
      starterHash: head,
      expectedError: code ?? null,
      waitsFor: waitsFor ?? null,
      frees: frees ?? null,
    }
  })
}

export class Learner {
  readonly notebook: Notebook
  notified = 0

  constructor(
    texts: Record<string, string>,
    storage: NotebookStorage = createMemoryStorage(),
    start: () => Server = startServer,
    observer?: NotebookObserver,
  ) {
    const cells = cellsOf(texts)
    this.notebook = createNotebook({
      lesson: 'a-lesson',
      cells,
      sessions,
      storage,
      startServer: start,
      openSession: (server, parameters) => new Session(server, parameters),
      openWaits: (server) => new WaitQuestion(server),
      startKernel,
      ...(observer ? { observer } : {}),
    })
    this.notebook.subscribe(() => {
      this.notified += 1
    })
  }

  get state(): NotebookState {
    return this.notebook.getState()
  }

  cell(id: string): CellState {
    const cell = this.state.cells[id]
    if (!cell) throw new Error(`no cell ${id}`)
    return cell
  }

  does(event: NotebookEvent): void {
    this.notebook.dispatch(event)
  }

  until(test: (state: NotebookState) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!test(this.state)) return
        stop()
        resolve()
      }
      const stop = this.notebook.subscribe(look)
      look()
    })
  }

  /** All cells have ended. */
  atRest(): Promise<void> {
    return this.until((state) => Object.values(state.cells).every((cell) => cell.activity.kind === 'idle'))
  }

  isRunning(id: string): Promise<void> {
    return this.until((state) => state.cells[id]?.activity.kind === 'running')
  }

  /** Nothing will happen by itself: what has not ended is blocked. */
  standsStill(): Promise<void> {
    return this.until(isAtRest)
  }

  waits(id: string): Promise<void> {
    return this.until((state) => waitOfCell(state, id) !== null)
  }

  starts(id: string): void {
    this.does({ type: 'run-requested', cell: id, part: null })
  }

  /** Runs a cell; gives what it shows, in short. */
  async runs(id: string): Promise<string[]> {
    this.does({ type: 'run-requested', cell: id, part: null })
    await this.atRest()
    return this.sees(id)
  }

  /** The same while other cells go on. */
  async runsBeside(id: string): Promise<string[]> {
    this.starts(id)
    await this.until((state) => state.cells[id]?.activity.kind === 'idle')
    return this.sees(id)
  }

  async runsAll(): Promise<void> {
    this.does({ type: 'run-all-requested' })
    await this.atRest()
  }

  types(id: string, source: string): void {
    this.does({ type: 'source-changed', cell: id, source })
  }

  sees(id: string): string[] {
    return (this.cell(id).run?.outputs ?? []).flatMap((output) => {
      switch (output.kind) {
        case 'table':
          return [...output.chunks.flat().map((row) => row.join('|')), output.tag ?? '']
        case 'tag':
          return [output.tag]
        case 'error':
          return [`${output.fields.severity} ${output.fields.code}`]
        case 'notification':
          return [`${output.channel}: ${output.payload}`]
        default:
          return [output.kind]
      }
    })
  }

  looks(): string[] {
    return this.state.order.map((id) => displayState(this.state, id))
  }
}

let learners: Learner[] = []

export function learner(...parameters: ConstructorParameters<typeof Learner>): Learner {
  const made = new Learner(...parameters)
  learners.push(made)
  return made
}

/** Closes every notebook: for `afterEach`. */
export function goHome(): void {
  for (const { notebook } of learners) notebook.dispose()
  learners = []
}

/** A server that several notebooks use one after the other: the end of a notebook does not end it. */
export function lent(server: Server): Server {
  return new Proxy(server, {
    get(target, name) {
      if (name === 'stop') return async () => {}
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
