/**
 * The notebook as a pure state machine: a state and an event give the next state and a list of effects, which one
 * place outside performs (runner.ts). What can happen is listed in events.ts; each family of events has its file in
 * transitions/. An event that cannot apply is refused by value: a run may end while the learner restarts the server.
 */
import type { NotebookEvent, Transition } from './events.ts'
import type { NotebookState } from './model.ts'
import { startWhatCan } from './schedule.ts'
import { connectionsTold } from './transitions/connections.ts'
import { crashNoted, serverCrashed, serverRecovered } from './transitions/crash.ts'
import { inputAnswered } from './transitions/input.ts'
import {
  kernelChanged,
  kernelEnded,
  kernelEndNoted,
  requestKernelRestart,
  requestKernelStart,
} from './transitions/kernel.ts'
import { requestRollback } from './transitions/rollback.ts'
import {
  requestContinue,
  requestRun,
  requestRunAll,
  requestRunToHere,
  requestUnqueue,
} from './transitions/run-requests.ts'
import { runEnded, runReported, runStarted } from './transitions/runs.ts'
import { requestRestart, requestStart, serverChanged } from './transitions/server.ts'
import {
  addSession,
  changeCellSession,
  closeSession,
  connectSession,
  removeSession,
  sessionChanged,
  sessionNotified,
} from './transitions/sessions.ts'
import { requestStop, requestStopAll } from './transitions/stop.ts'
import { otherTabNoted, otherTabWrote, restored, sourceChanged, storageChanged } from './transitions/texts.ts'
import { waitsTold } from './transitions/waits.ts'

/** The state after one event, and what must be done for it to hold true. Never throws. */
export function reduce(state: NotebookState, event: NotebookEvent): Transition {
  return startWhatCan(apply(state, event))
}

function apply(state: NotebookState, event: NotebookEvent): Transition {
  switch (event.type) {
    case 'start-requested':
      return requestStart(state)
    case 'run-requested':
      return requestRun(state, event.cell, event.part)
    case 'run-all-requested':
      return requestRunAll(state)
    case 'run-to-here-requested':
      return requestRunToHere(state, event.cell)
    case 'continue-requested':
      return requestContinue(state)
    case 'unqueue-requested':
      return requestUnqueue(state, event.cell)
    case 'stop-requested':
      return event.cell === null ? requestStopAll(state) : requestStop(state, event.cell)
    case 'restart-requested':
      return requestRestart(state)
    case 'kernel-start-requested':
      return requestKernelStart(state)
    case 'kernel-restart-requested':
      return requestKernelRestart(state, event.at)
    case 'kernel-end-noted':
      return kernelEndNoted(state)
    case 'kernel-changed':
      return kernelChanged(state, event.kernel)
    case 'kernel-ended':
      return kernelEnded(state, event.message)
    case 'connections-told':
      return connectionsTold(state, event.connections)
    case 'input-answered':
      return inputAnswered(state, event.cell, event.text)
    case 'source-changed':
      return sourceChanged(state, event.cell, event.source)
    case 'server-changed':
      return serverChanged(state, event.server)
    case 'storage-changed':
      return storageChanged(state, event.storage)
    case 'restored':
      return restored(state, event)
    case 'run-started':
      return runStarted(state, event)
    case 'run-reported':
      return runReported(state, event)
    case 'run-ended':
      return runEnded(state, event)
    case 'session-changed':
      return sessionChanged(state, event.session, event.change)
    case 'session-notified':
      return sessionNotified(state, event.session, event.notifications)
    case 'session-add-requested':
      return addSession(state, event.session)
    case 'session-close-requested':
      return closeSession(state, event.session)
    case 'session-connect-requested':
      return connectSession(state, event.session)
    case 'session-remove-requested':
      return removeSession(state, event.session)
    case 'rollback-requested':
      return requestRollback(state, event.session)
    case 'cell-session-changed':
      return changeCellSession(state, event.cell, event.session)
    case 'waits-told':
      return waitsTold(state, event)
    case 'server-crashed':
      return serverCrashed(state, event.message, event.at)
    case 'server-recovered':
      return serverRecovered(state)
    case 'crash-noted':
      return crashNoted(state)
    case 'other-tab-wrote':
      return otherTabWrote(state, event.at)
    case 'other-tab-noted':
      return otherTabNoted(state)
    default:
      return event satisfies never
  }
}
