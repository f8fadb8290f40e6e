/** What a session tells of a run: it has started, it has given outputs, it has ended. */
import { outputsWith } from '../cell-outputs.ts'
import type { NotebookEvent, Transition } from '../events.ts'
import type { CellEvent, CellRun, CellState, InputWanted, NotebookState } from '../model.ts'
import { openRequests } from '../queue.ts'
import { endBatch, goesOnAfter, withoutQueue } from './batches.ts'
import { accept, refuse, somebodyMayGoOn, withCell, withSession } from './transition.ts'
import { withPastWait } from './waits.ts'

type Told<Type> = Extract<NotebookEvent, { type: Type }>

/** The run gets its execution count, and the outputs of the one before it give way. */
export function runStarted(state: NotebookState, event: Told<'run-started'>): Transition {
  const cell = holder(state, event)
  if (cell?.activity.kind !== 'starting') return refuse(state, `cell "${event.cell}" is not starting`)
  const { request } = cell.activity
  const run: CellRun = {
    count: state.nextCount,
    session: request.session,
    source: request.source,
    part: request.part,
    epoch: cell.spec.language === 'python' ? state.kernelEpoch : state.epoch,
    outputs: [],
    result: null,
    startedAt: event.at,
    endedAt: null,
    statusBefore: event.status,
    statusAfter: null,
    waits: [],
    fromBefore: false,
  }
  const running = withCell(state, event.cell, {
    activity: { kind: 'running', request, since: event.at, wait: null, input: null },
    run,
  })
  const after = withoutNotRun(withoutNotifications(running, request.session), event.cell)
  return accept(somebodyMayGoOn({ ...after, nextCount: state.nextCount + 1 }))
}

/** Outputs are added to those of the run that gives them. */
export function runReported(state: NotebookState, event: Told<'run-reported'>): Transition {
  const cell = holder(state, event)
  if (cell?.activity.kind !== 'running' || !cell.run) return refuse(state, notRunning(event))
  const outputs = event.events.reduce(outputsWith, cell.run.outputs)
  const input = event.events.reduce(inputAfter, cell.activity.input)
  if (outputs === cell.run.outputs && input === cell.activity.input) return accept(state)
  return accept(
    withCell(state, event.cell, {
      activity: { ...cell.activity, input },
      run: { ...cell.run, outputs },
    }),
  )
}

/**
 * The cell is idle again; its batch ends with it unless the result is one that the lesson expects. If the connection was
 * lost and the lesson does not expect that, what is queued behind it is given back: it was asked for in a session that
 * is gone.
 */
export function runEnded(state: NotebookState, event: Told<'run-ended'>): Transition {
  const cell = holder(state, event)
  if (cell?.activity.kind !== 'running' || !cell.run) return refuse(state, notRunning(event))
  const { result, at } = event
  const waits = withPastWait(cell.run.waits, cell.activity.wait, at)
  const outputs = withLastWords(cell, state, event)
  const run: CellRun = { ...cell.run, outputs, result, endedAt: at, statusAfter: result.status, waits }
  const { session, batch } = cell.activity.request
  const expected = goesOnAfter(cell.spec, result)
  const goesOn = expected ? state : endBatch(state, event.cell, { kind: 'ended' })
  const settled = result.outcome === 'lost' && !expected ? withoutQueue(goesOn, session) : goesOn
  const after = withCell(settled, event.cell, { activity: { kind: 'idle' }, run })
  const batchDone = expected && batch !== null && !openRequests(after).some((other) => other.batch === batch)
  return accept(somebodyMayGoOn({ ...after, batchDone }), [{ type: 'save-run', cell: event.cell }])
}

/** A run with which Python was lost says why. */
function withLastWords({ spec, run }: CellState, { kernel }: NotebookState, { result }: Told<'run-ended'>) {
  const outputs = run?.outputs ?? []
  if (result.outcome !== 'lost' || spec.language !== 'python' || kernel.kind !== 'ended') return outputs
  return [...outputs, { kind: 'lost', message: kernel.message } as const]
}

function inputAfter(input: InputWanted | null, event: CellEvent): InputWanted | null {
  return event.type === 'input-wanted' ? { prompt: event.prompt, hidden: event.hidden } : input
}

/** The cell, if it is busy with the very request that the event speaks of. */
function holder(state: NotebookState, event: { cell: string; ticket: number }): CellState | null {
  const cell = state.cells[event.cell]
  if (!cell || cell.activity.kind === 'idle' || cell.activity.request.ticket !== event.ticket) return null
  return cell
}

function notRunning(event: { cell: string; ticket: number }): string {
  return `run ${event.ticket} of cell "${event.cell}" is not running`
}

/** What came before is printed by this run, as psql does it. */
function withoutNotifications(state: NotebookState, name: string): NotebookState {
  return state.sessions[name]?.notifications.length ? withSession(state, name, { notifications: [] }) : state
}

/** A cell that runs on its own is no longer one that a stopped batch has not run. */
function withoutNotRun(state: NotebookState, id: string): NotebookState {
  if (!state.batchStop?.notRun.includes(id)) return state
  const notRun = state.batchStop.notRun.filter((other) => other !== id)
  return { ...state, batchStop: notRun.length === 0 ? null : { ...state.batchStop, notRun } }
}
