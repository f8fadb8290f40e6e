/** The life of the server as the notebook sees it: asked for once, up, failed, crashed, started afresh. */
import { pythonQueue } from '../../lesson/lesson.ts'
import type { NotebookEffect, Transition } from '../events.ts'
import type { NotebookState, ServerState } from '../model.ts'
import { dropped, queuedCells, requestOf } from '../queue.ts'
import { withoutConnections } from '../session-table.ts'
import { loadingKernel, nextKernelLife } from './kernel.ts'
import { accept, refuse } from './transition.ts'

const booting: ServerState = { kind: 'booting', stage: 'download', receivedBytes: 0, totalBytes: 0 }

/** Asks for a server, unless one is up or on its way. One that has failed is asked for again. */
export function wakeServer(state: NotebookState): Transition {
  if (state.server.kind !== 'off' && state.server.kind !== 'failed') return accept(state)
  return accept({ ...state, server: booting }, [{ type: 'start-server' }])
}

/** The server is wanted before a cell is run. */
export function requestStart(state: NotebookState): Transition {
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  return wakeServer(state)
}

/**
 * What the runner tells of the server. A server that was up and is no longer takes its data along: a new life
 * begins. (A crash is none: PostgreSQL recovers by itself, see crash.ts.)
 * Whatever was queued on one that will not serve it is idle again, with its batch; texts and outputs stay.
 */
export function serverChanged(state: NotebookState, server: ServerState): Transition {
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  if (server.kind === 'booting') return accept({ ...state, server })
  if (server.kind === 'ready') return accept({ ...state, server }, connectWanted(state))
  const unserved = queuedCells(state).filter((id) => {
    const request = requestOf(state.cells[id])
    return request?.session !== pythonQueue || request.batch !== null
  })
  const idle = { ...dropped(state, unserved), server }
  return accept(state.server.kind === 'ready' ? nextLife(idle) : withoutConnections(idle))
}

/** Sessions that were asked to connect while there was no server. */
function connectWanted(state: NotebookState): NotebookEffect[] {
  if (state.server.kind === 'ready') return []
  return state.sessionOrder
    .filter((name) => state.sessions[name]?.connection.kind === 'connecting')
    .map((session) => ({ type: 'connect-session', session }))
}

/** A fresh server and a fresh Python, where there was one: outputs and counts begin anew, the texts stay. */
export function requestRestart(state: NotebookState): Transition {
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  const effects: NotebookEffect[] = state.order
    .filter((id) => state.cells[id]?.run)
    .map((cell) => ({ type: 'save-run', cell }))
  const cells = Object.fromEntries(
    Object.entries(state.cells).map(([id, cell]) => [
      id,
      { ...cell, activity: { kind: 'idle' as const }, run: null },
    ]),
  )
  const { kind } = state.kernel
  const hasKernel = kind === 'loading' || kind === 'ready'
  const after: NotebookState = {
    ...nextKernelLife(nextLife({ ...state, cells, nextCount: 1 })),
    connections: [],
    kernel: hasKernel ? loadingKernel : { kind: 'off' },
  }
  const kernel: NotebookEffect[] = hasKernel ? [{ type: 'start-kernel' }] : []
  if (state.server.kind === 'off') return accept(after, [...kernel, ...effects])
  return accept({ ...after, server: booting }, [{ type: 'restart-server' }, ...kernel, ...effects])
}

function nextLife(state: NotebookState): NotebookState {
  return {
    ...withoutConnections(state),
    epoch: state.epoch + 1,
    batchStop: null,
    batchDone: false,
    crash: null,
  }
}
