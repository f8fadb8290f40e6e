/** A server that is ready when earlier lessons have been run on it: what `starts-from` promises. */
import { BootError, type Server } from '../postgres/client/server.ts'
import type { CellSpec, SessionSpec } from './model.ts'
import { createNotebook, type NotebookOptions } from './runner.ts'
import { createMemoryStorage } from './storage/memory-storage.ts'

/** A lesson from which another one starts; of its exercises, the first solutions. */
export interface EarlierLesson {
  /** Its slug. */
  lesson: string
  cells: readonly CellSpec[]
  sessions: readonly SessionSpec[]
}

type Parts = Pick<NotebookOptions, 'openSession' | 'openWaits' | 'startKernel'>

/** The first lesson is run first. `ready` rejects with a BootError if one of them does not come to its end. */
export function serverAfter(server: Server, lessons: readonly EarlierLesson[], parts: Parts): Server {
  if (lessons.length === 0) return server
  const ready = server.ready.then(async () => {
    for (const lesson of lessons) await runThrough(server, lesson, parts)
  })
  // Whoever asks for it hears why; until then it is nobody's.
  ready.catch(() => undefined)
  return withOwn(server, { ready })
}

function runThrough(server: Server, earlier: EarlierLesson, parts: Parts): Promise<void> {
  if (earlier.cells.length === 0) return Promise.resolve()
  const notebook = createNotebook({
    ...parts,
    ...earlier,
    storage: createMemoryStorage(),
    startServer: () => withOwn(server, { ready: Promise.resolve(), stop: async () => {} }),
  })
  return new Promise<void>((resolve, reject) => {
    notebook.subscribe(() => {
      const { batchDone, batchStop } = notebook.getState()
      if (batchDone) resolve()
      else if (batchStop !== null) reject(failed(earlier, batchStop.cell))
    })
    notebook.dispatch({ type: 'run-all-requested' })
  }).finally(() => notebook.dispose())
}

function failed({ lesson }: EarlierLesson, cell: string): BootError {
  return new BootError(
    `the lesson "${lesson}", from which this one starts, did not come to its end: its cell "${cell}" failed`,
    'Restart tries again',
  )
}

/** The same server with some of its parts replaced. */
function withOwn(server: Server, own: Partial<Server>): Server {
  return new Proxy(server, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
