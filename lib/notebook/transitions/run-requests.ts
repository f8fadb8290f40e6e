/** What a learner may ask for: run a cell, run many, go on, take a request back. */
import type { CellLanguage } from '../../lesson/lesson.ts'
import type { TextRange } from '../../postgres/client/outcome.ts'
import type { Transition } from '../events.ts'
import type { NotebookState, RunRequest } from '../model.ts'
import { cancelOf, dropped, isActive } from '../queue.ts'
import { wakeKernel } from './kernel.ts'
import { wakeServer } from './server.ts'
import { accept, noSuchCell, refuse, withCell } from './transition.ts'

/** Queues one cell. A cell that is queued already keeps its place and takes the newer text. */
export function requestRun(state: NotebookState, id: string, part: TextRange | null): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  if (isActive(cell)) return refuse(state, `cell "${id}" is running`)
  const { activity, source } = cell
  if (activity.kind === 'queued') {
    const request = { ...activity.request, source, part }
    return accept(withCell(state, id, { activity: { kind: 'queued', request } }))
  }
  return wakeFor(queue(state, [id], part, null), [id])
}

/** Queues every cell, in the order of the text. */
export function requestRunAll(state: NotebookState): Transition {
  return requestBatch(state, state.order)
}

/** Queues every cell above this one, and this one. */
export function requestRunToHere(state: NotebookState, id: string): Transition {
  if (!state.cells[id]) return refuse(state, noSuchCell(id))
  return requestBatch(state, state.order.slice(0, state.order.indexOf(id) + 1))
}

/** Queues what a batch that ended early has not run. A cell that still waits goes along: its wait has been seen. */
export function requestContinue(state: NotebookState): Transition {
  if (!state.batchStop) return refuse(state, 'no run of several cells has been stopped')
  const { cell, notRun } = state.batchStop
  const transition = requestBatch(state, notRun)
  const activity = state.cells[cell]?.activity
  if (transition.refused !== null || activity?.kind !== 'running') return transition
  const request: RunRequest = { ...activity.request, batch: state.nextBatch, waitAccepted: true }
  return { ...transition, state: withCell(transition.state, cell, { activity: { ...activity, request } }) }
}

/** Takes a request back. A cell that is on its way to its session can no longer be unqueued: it is cancelled. */
export function requestUnqueue(state: NotebookState, id: string): Transition {
  const cell = state.cells[id]
  if (!cell) return refuse(state, noSuchCell(id))
  switch (cell.activity.kind) {
    case 'queued':
      return accept(dropped(state, [id]))
    case 'starting':
      return accept(state, [cancelOf(cell.activity.request)])
    case 'idle':
    case 'running':
      return refuse(state, `cell "${id}" is not queued`)
  }
}

/** Queued cells move into the batch; with one of them active, its order could not be kept. */
function requestBatch(state: NotebookState, ids: readonly string[]): Transition {
  if (state.server.kind === 'unavailable') return refuse(state, state.server.message)
  if (ids.length === 0) return refuse(state, 'the lesson has no cells to run')
  const active = ids.find((id) => isActive(state.cells[id]))
  if (active !== undefined) return refuse(state, `cell "${active}" is running`)
  const batch = state.nextBatch
  return wakeFor(queue({ ...state, nextBatch: batch + 1, batchStop: null }, ids, null, batch), ids)
}

/** Asks for what these cells run on: PostgreSQL, Python, or both. */
function wakeFor(state: NotebookState, ids: readonly string[]): Transition {
  const needs = (language: CellLanguage) => ids.some((id) => state.cells[id]?.spec.language === language)
  const server = needs('sql') ? wakeServer(state) : accept(state)
  const kernel = needs('python') ? wakeKernel(server.state) : accept(server.state)
  return accept(kernel.state, [...server.effects, ...kernel.effects])
}

function queue(
  state: NotebookState,
  ids: readonly string[],
  part: TextRange | null,
  batch: number | null,
): NotebookState {
  let after: NotebookState = { ...state, batchDone: false }
  for (const cell of ids) {
    const ticket = after.nextTicket
    const { session = '', source = '' } = after.cells[cell] ?? {}
    const request = { cell, ticket, session, source, part, waitAccepted: false, batch }
    after = { ...withCell(after, cell, { activity: { kind: 'queued', request } }), nextTicket: ticket + 1 }
  }
  return after
}
