/** What stands beside a cell's name: in what state it is, in few words, and what can be done. Pure. */
import { pythonQueue } from '../../lib/lesson/lesson.ts'
import type { CellRun, NotebookState } from '../../lib/notebook/model.ts'
import { cellsAhead, displayState, failedAsExpected, staleReason } from '../../lib/notebook/select.ts'
import {
  activeCell,
  inputOf,
  missedWait,
  waitOfCell,
  waitOfSession,
} from '../../lib/notebook/select-sessions.ts'
import type { TransactionStatus } from '../../lib/postgres/client/outcome.ts'
import { partyName } from '../session/session-view.ts'
import { waitedInWords } from '../session/wait-words.ts'

/** The words of a cell that does not run; '' where there is nothing to say. A running cell tells its time itself. */
export function cellWords(state: NotebookState, id: string): string {
  const run = state.cells[id]?.run ?? null
  switch (displayState(state, id)) {
    case 'idle':
      return freesInWords(state, id)
    case 'running':
      return ''
    case 'queued':
      return state.cells[id]?.activity.kind === 'starting'
        ? 'connecting'
        : `queued, ${queueInWords(state, id)}`
    case 'stale':
      if (staleReason(state, id) === 'edited') return 'edited since it ran'
      return run?.fromBefore ? 'from your last visit' : 'from before the restart'
    case 'ok':
      return sentence(timeOf(run), missedWaitInWords(state, id), effectInWords(run))
    case 'failed':
      return `${failureInWords(state, id)}${blockInWords(run)}`
    case 'stopped':
      return `stopped${blockInWords(run)}`
  }
}

/** Of a cell whose `input()` waits for an answer; '' else. */
export function asksInWords(state: NotebookState, id: string): string {
  return inputOf(state, id) ? 'waits for your answer' : ''
}

/** Milliseconds as people say them: 4 ms, 1.2 s, 2 min 5 s. */
export function timeInWords(milliseconds: number): string {
  if (milliseconds < 1) return 'under 1 ms'
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.floor(milliseconds / 60_000)} min ${Math.floor((milliseconds % 60_000) / 1000)} s`
}

/** What the run did to its session's transaction, as ReadyForQuery told; '' if no transaction was open or opened. */
export function transactionInWords(before: TransactionStatus, after: TransactionStatus | null): string {
  if (after === 'E') return 'the transaction has failed'
  if (after === 'T') return before === 'I' ? 'now in a transaction' : 'still in the transaction'
  return before === 'I' || after === null ? '' : 'the transaction has ended'
}

function effectInWords(run: CellRun | null): string {
  return run ? transactionInWords(run.statusBefore, run.statusAfter) : ''
}

/** What a learner who looks for the way out must find: this cell is it. */
function freesInWords(state: NotebookState, id: string): string {
  const frees = state.cells[id]?.spec.frees ?? null
  return frees !== null && waitOfSession(state, frees) ? `lets ${partyName(frees)} go on` : ''
}

/** The lesson says that it waits, and PostgreSQL never had it blocked: a cell before was changed, or has not run. */
function missedWaitInWords(state: NotebookState, id: string): string {
  const waitsFor = state.cells[id]?.spec.waitsFor ?? ''
  return missedWait(state, id) ? `did not have to wait for ${partyName(waitsFor)}` : ''
}

/** What is accepted now, the session itself says: this is of the time when the cell ran. */
function blockInWords(run: CellRun | null): string {
  return run?.statusAfter === 'E' ? ', and the transaction with it' : ''
}

function timeOf(run: CellRun | null): string {
  if (!run || run.endedAt === null) return ''
  const waited = run.waits.reduce((sum, { since, until }) => sum + until - since, 0)
  const rest = timeInWords(Math.max(0, run.endedAt - run.startedAt - waited))
  const time = waited === 0 ? rest : `waited ${waitedInWords(waited)}, then ${rest}`
  return run.part ? `selection, ${time}` : time
}

function failureInWords(state: NotebookState, id: string): string {
  if (failedAsExpected(state, id)) return 'failed, as the lesson expects'
  const run = state.cells[id]?.run
  if (run?.result?.outcome !== 'lost') return 'failed'
  return run.session === pythonQueue ? 'Python ended with it' : 'connection lost'
}

function queueInWords(state: NotebookState, id: string): string {
  const session = state.cells[id]?.session ?? ''
  const isPython = session === pythonQueue
  if (isPython && state.kernel.kind !== 'ready') return 'runs when Python is ready'
  if (!isPython && (state.server.kind !== 'ready' || state.crash?.recovering))
    return 'runs when PostgreSQL is ready'
  const ahead = cellsAhead(state, id)
  const whose = partyName(session)
  if (ahead === 0) return `next for ${whose}`
  const running = activeCell(state, session)
  if (ahead > 1 || running === null) return `${ahead} ${ahead === 1 ? 'cell' : 'cells'} of ${whose} before it`
  const does = waitOfCell(state, running) ? 'waits' : 'runs'
  return `behind cell ${state.order.indexOf(running) + 1}, which ${does}`
}

function sentence(...parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ')
}
