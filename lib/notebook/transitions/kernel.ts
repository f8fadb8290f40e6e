/** The life of Python as the notebook sees it: asked for once, up, failed, ended, started afresh. */
import { pythonQueue } from '../../lesson/lesson.ts'
import type { Transition } from '../events.ts'
import type { CellRun, KernelState, NotebookState } from '../model.ts'
import { isActive } from '../queue.ts'
import { withoutQueue } from './batches.ts'
import { allClosed } from './connections.ts'
import { accept, refuse, somebodyMayGoOn, withCell } from './transition.ts'

export const loadingKernel: KernelState = {
  kind: 'loading',
  stage: 'download',
  receivedBytes: 0,
  totalBytes: 0,
}

/** Asks for a kernel, unless one is up or on its way. One that has failed or ended is asked for again. */
export function wakeKernel(state: NotebookState): Transition {
  const { kind } = state.kernel
  if (kind === 'loading' || kind === 'ready') return accept(state)
  return accept({ ...state, kernel: loadingKernel }, [{ type: 'start-kernel' }])
}

/** Somebody comes near a Python cell. What has failed, or ended, waits for a run. */
export function requestKernelStart(state: NotebookState): Transition {
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  return state.kernel.kind === 'off' ? wakeKernel(state) : accept(state)
}

/** What the runner tells of it. What is queued for one that could not start is given back. */
export function kernelChanged(state: NotebookState, kernel: KernelState): Transition {
  const after = { ...state, kernel }
  return accept(kernel.kind === 'failed' ? withoutQueue(after, pythonQueue) : after)
}

/**
 * It is gone, by itself or since it did not answer a Stop. What is queued is given back: it may need variables that are
 * gone. What runs ends when its run says so.
 */
export function kernelEnded(state: NotebookState, message: string): Transition {
  const after = nextKernelLife(withoutQueue(state, pythonQueue))
  return accept(somebodyMayGoOn({ ...after, kernel: { kind: 'ended', message } }))
}

/** The learner has read of it. */
export function kernelEndNoted(state: NotebookState): Transition {
  return accept(state.kernel.kind === 'ended' ? { ...state, kernel: { kind: 'off' } } : state)
}

/** A fresh one, without variables and connections; outputs stay. */
export function requestKernelRestart(state: NotebookState, at: number): Transition {
  if (state.kernel.kind === 'off') return refuse(state, 'Python has not been started')
  const given = withoutQueue(state, pythonQueue)
  const running = given.order.find(
    (id) => given.cells[id]?.spec.language === 'python' && isActive(given.cells[id]),
  )
  const ended = running === undefined ? given : cutShort(given, running, at)
  const after = somebodyMayGoOn({ ...nextKernelLife(ended), kernel: loadingKernel })
  return accept(after, [
    { type: 'start-kernel' },
    ...(running === undefined ? [] : [{ type: 'save-run', cell: running } as const]),
  ])
}

/** The state in which variables and connections are gone. */
export function nextKernelLife(state: NotebookState): NotebookState {
  return { ...state, connections: allClosed(state.connections), kernelEpoch: state.kernelEpoch + 1 }
}

/** Its run is over, now: nothing more is heard of it. */
function cutShort(state: NotebookState, id: string, at: number): NotebookState {
  const run = state.cells[id]?.run ?? null
  const idle = { activity: { kind: 'idle' } } as const
  if (run === null || run.result !== null) return withCell(state, id, idle)
  const ended: CellRun = {
    ...run,
    outputs: [...run.outputs, { kind: 'lost', message: 'Python was restarted while this cell ran.' }],
    result: { outcome: 'lost', status: 'I' },
    endedAt: at,
    statusAfter: 'I',
  }
  return withCell(state, id, { ...idle, run: ended })
}
