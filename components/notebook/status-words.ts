/** The sentences of the strip below the bar, which the live region says, too. Pure. */
import type { CrashState, KernelState, NotebookState } from '../../lib/notebook/model.ts'
import { lettered, namesInWords } from '../session/session-view.ts'

/** What stands out, without a full stop, and what follows. */
export interface StripWords {
  head: string
  rest: string
}

/** Why a run of all cells has stopped, where, and how many are left; null when none has. */
export function batchStopWords(state: NotebookState): StripWords | null {
  if (!state.batchStop) return null
  const { cell, reason, notRun } = state.batchStop
  const number = state.order.indexOf(cell) + 1
  const left = `${notRun.length} ${notRun.length === 1 ? 'cell' : 'cells'} not run.`
  const head = `Stopped at cell ${number}`
  switch (reason.kind) {
    case 'ended':
    case 'stopped':
      return { head, rest: left }
    case 'undeclared-wait':
      return {
        head,
        rest: `It waits for ${lettered(state, reason.for)}, which the lesson does not say. ${left}`,
      }
    case 'nobody-frees':
      return {
        head,
        rest: `It waits for ${lettered(state, reason.for)}, and no cell that is left can run before it has ended. ${left}`,
      }
  }
}

/** What a crash was and what it has left. PostgreSQL manual, "Reliability and the Write-Ahead Log". */
export function crashInWords({ message, recovering }: CrashState): StripWords {
  const what = `${message.split('\n')[0]?.replace(/\.$/, '')}.`
  return recovering
    ? {
        head: 'PostgreSQL has crashed and recovers',
        rest: `${what} It replays its log; what you run now waits.`,
      }
    : {
        head: 'PostgreSQL has crashed and recovered',
        rest: `${what} It has replayed its log (WAL): what was committed is there, what was pending is rolled back. Sessions connect again with their next cell.`,
      }
}

/** Python has ended, or could not start; null while it is as it should be. */
export function kernelInWords(kernel: KernelState): StripWords | null {
  switch (kernel.kind) {
    case 'ended':
      return {
        head: 'Python has ended, and its variables are gone',
        rest: `${sentence(kernel.message)} Its connections are closed: what they had not committed is rolled back. The next Python cell starts it afresh; run the cells above it first.`,
      }
    case 'failed':
      return { head: sentence(kernel.message).replace(/\.$/, ''), rest: kernel.hint }
    default:
      return null
  }
}

/**
 * Python's connections that hold a transaction when all cells have been run: its changes stay pending, and its locks
 * held. Null where there is none.
 */
export function leftOpenWords(state: NotebookState): StripWords | null {
  if (!state.batchDone) return null
  const open = state.connections.filter((each) => each.open !== null && each.open.status !== 'I')
  const [first] = open
  if (!first) return null
  const whose = open.map(({ name, open: connection }) => {
    const number = connection?.cell ? state.order.indexOf(connection.cell) + 1 : 0
    return number > 0 ? `${name} from cell ${number}` : name
  })
  const many = open.length > 1
  return {
    head: `${namesInWords(whose)} ${many ? 'are still open, and hold transactions' : 'is still open, and holds a transaction'}`,
    rest: `What was changed there is pending, and its locks are held, until ${first.name}.commit(), ${first.name}.rollback() or ${first.name}.close().`,
  }
}

/** With a capital and a full stop. */
function sentence(words: string): string {
  const line = words.split('\n', 1)[0] ?? ''
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.$/, '')}.`
}
