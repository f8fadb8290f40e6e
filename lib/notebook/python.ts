/** A notebook's Python: one kernel after another, the cells that run there, and whose statements its connections run. */
import type { Server } from '../postgres/client/server.ts'
import type { KernelOptions, PythonKernel } from '../python/kernel.ts'
import type { NotebookEvent } from './events.ts'
import { KernelLife } from './kernel-life.ts'
import type { NotebookState, RunRequest } from './model.ts'
import type { NotebookObserver } from './observer.ts'
import { runPython } from './python-run.ts'
import { PythonStatements } from './python-statements.ts'
import type { Schedule } from './report-batch.ts'

export interface PythonOptions {
  /** Undefined in a program that runs no Python. */
  startKernel: ((options: KernelOptions) => PythonKernel) | undefined
  /** Settles with a server that is ready; asked for by each connection. */
  server: () => Promise<Server>
  getState: () => NotebookState
  dispatch: (event: NotebookEvent) => void
  observer: NotebookObserver | null
  /** Milliseconds since the epoch. */
  now: () => number
  schedule: Schedule
}

export class Python {
  readonly #options: PythonOptions
  readonly #life: KernelLife
  readonly #statements: PythonStatements

  constructor(options: PythonOptions) {
    const { dispatch, getState, observer, server, startKernel } = options
    this.#options = options
    this.#statements = new PythonStatements(getState, observer)
    this.#life = new KernelLife({
      startKernel: () => {
        if (!startKernel) throw new Error('there is no Python here')
        return startKernel({ server })
      },
      onChange: (kernel) => dispatch({ type: 'kernel-changed', kernel }),
      onEnded: (message) => dispatch({ type: 'kernel-ended', message }),
      onConnections: (connections) => {
        dispatch({ type: 'connections-told', connections })
        this.#statements.look()
      },
    })
  }

  /** A fresh kernel; one that lives is ended first. */
  start(): void {
    void this.#life.start()
  }

  /** Asked for only while a kernel is up. */
  run(request: RunRequest): void {
    const { dispatch, getState, now, schedule } = this.#options
    const { kernel } = this.#life
    if (!kernel) throw new Error(`cell "${request.cell}" was to run without Python`)
    const starts = (cell: string) => {
      this.#statements.cellStarts(cell)
      return getState().cells[cell]?.run?.count ?? 0
    }
    void runPython({ kernel, request, dispatch, starts, now, schedule })
  }

  stop(): void {
    this.#life.kernel?.stop()
  }

  /** For `input()`. */
  answer(text: string): void {
    this.#life.kernel?.answer(text)
  }

  /** Settles when it is gone, and its connections with it. */
  end(): Promise<void> {
    return this.#life.end()
  }
}
