/**
 * A small notation, so that a test of the reducer is a list of lines.
 *
 * Cells: `a b c@bob d!22012 e@bob?main f+bob`, that is id, session (else `main`), expected SQLSTATE, the session that it
 * must wait for, the session that it frees. `p@python` is a Python cell.
 * Steps: `run a`, `all`, `to b`, `continue`, `unqueue a`, `stop a`, `stop`, `restart`, `start`, `type a=SELECT 2`,
 * `up`, `down` (the server fails), `started a`, `rows a=1,2`, `ok a`, `fail a=22012`, `stopped a`, `lost a`.
 * `on bob` (bob has connected), `off bob` (the server has ended it), `waits b=main,101 c=bob` (PostgreSQL says that b
 * waits for main and for process 101, c for bob, and nobody else waits), `late b=main` (it said so before the last
 * change), `crash`, `recovered`, `add carol`, `close bob`, `connect bob`, `remove carol`, `move a=bob`.
 * Of Python: `near` (somebody comes near a cell), `python` (it is ready), `nopython` (it could not start), `gone` (it has ended),
 * `again` (it is restarted), `holds conn,301,T cur,302,I` (its connections: variable, process, status), `asks p=Name?`,
 * `answer p=Ann`.
 * Picture, one mark for each cell: `a` idle, `a·` queued, `a>` starting, `a*1` running as [1], `a…1` the same, blocked, then by its last run
 * `a[1]` ok, `a[1]!` failed, `a[1]-` stopped, `a[1]~` stale.
 */

import type { NotebookEffect, NotebookEvent, WaitReport } from '../../../lib/notebook/events.ts'
import { initialState } from '../../../lib/notebook/initial-state.ts'
import type { CellSpec, NotebookState, SessionSpec } from '../../../lib/notebook/model.ts'
import { requestOf } from '../../../lib/notebook/queue.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import { displayState } from '../../../lib/notebook/select.ts'
import { waitOfCell } from '../../../lib/notebook/select-sessions.ts'
import type { RunResult, TransactionStatus } from '../../../lib/postgres/client/outcome.ts'
import type { PythonConnection } from '../../../lib/python/kernel.ts'

export function specs(cells: string): CellSpec[] {
  return cells.split(' ').map((word) => {
    const [, id = '', session = 'main', code, waitsFor, frees] =
      /^(\w+)(?:@(\w+))?(?:!(\w+))?(?:\?(\w+))?(?:\+(\w+))?$/.exec(word) ?? []
    const starter = `-- ${id}`
    return {
      id,
      language: session === 'python' ? 'python' : 'sql',
      session,
      starter,
      starterHash: `hash of ${id}`,
      expectedError: code ?? null,
      waitsFor: waitsFor ?? null,
      frees: frees ?? null,
    }
  })
}

export function opened(cells: string): NotebookState {
  const all = specs(cells)
  const names = all.map(({ session }) => session).filter((name) => name !== 'python')
  return initialState({ cells: all, sessions: sessionsOf('main', ...names) })
}

/** Sessions of these names, each of a role of its own name. */
export function sessionsOf(...names: string[]): SessionSpec[] {
  return [...new Set(names)].map((name) => ({ name, role: name, database: 'shop' }))
}

/** Plays the steps; gives the last state and, step by step, what was asked for outside or why it was refused. */
export function play(from: NotebookState, steps: string[]): { state: NotebookState; log: string[] } {
  let state = from
  const log = steps.map((step) => {
    const transition = reduce(state, eventOf(state, step))
    state = transition.state
    const answer =
      transition.refused === null ? transition.effects.map(effectName) : [`refused: ${transition.refused}`]
    return [step, answer.join(', '), picture(state)].join(' | ')
  })
  return { state, log }
}

export function picture(state: NotebookState): string {
  return state.order.map((id) => id + mark(state, id)).join(' ')
}

export function eventOf(state: NotebookState, step: string): NotebookEvent {
  const [, verb = '', cell = '', rest = ''] = /^(\w+) ?(\w*)=?(.*)$/.exec(step) ?? []
  const session = cell
  const ticket = requestOf(state.cells[cell])?.ticket ?? 0
  const at = 1000
  const ended = (result: Omit<RunResult, 'status'>): NotebookEvent => ({
    type: 'run-ended',
    cell,
    ticket,
    at,
    result: { ...result, status: 'I' },
  })
  switch (verb) {
    case 'run':
      return { type: 'run-requested', cell, part: null }
    case 'all':
      return { type: 'run-all-requested' }
    case 'to':
      return { type: 'run-to-here-requested', cell }
    case 'continue':
      return { type: 'continue-requested' }
    case 'unqueue':
      return { type: 'unqueue-requested', cell }
    case 'stop':
      return { type: 'stop-requested', cell: cell === '' ? null : cell }
    case 'restart':
      return { type: 'restart-requested' }
    case 'start':
      return { type: 'start-requested' }
    case 'type':
      return { type: 'source-changed', cell, source: rest }
    case 'up':
      return { type: 'server-changed', server: { kind: 'ready' } }
    case 'down':
      return { type: 'server-changed', server: { kind: 'failed', message: 'no', hint: 'try' } }
    case 'on':
    case 'off': {
      const known = state.sessions[session]
      if (!known) throw new Error(`no session ${session}`)
      const connection =
        verb === 'on' ? { kind: 'connected' as const } : { kind: 'lost' as const, message: 'ended' }
      const pid = verb === 'on' ? pidOf(state, session) : null
      return { type: 'session-changed', session, change: { ...known, connection, pid, status: 'I' } }
    }
    case 'waits':
    case 'late': {
      const waits = step
        .split(' ')
        .slice(1)
        .map((wait) => waitReport(state, wait))
      return { type: 'waits-told', asOf: state.changes - (verb === 'late' ? 1 : 0), at, waits }
    }
    case 'near':
      return { type: 'kernel-start-requested' }
    case 'python':
      return { type: 'kernel-changed', kernel: { kind: 'ready' } }
    case 'nopython':
      return { type: 'kernel-changed', kernel: { kind: 'failed', message: 'no', hint: 'try' } }
    case 'gone':
      return { type: 'kernel-ended', message: 'it did not answer' }
    case 'again':
      return { type: 'kernel-restart-requested', at }
    case 'holds':
      return { type: 'connections-told', connections: step.split(' ').slice(1).map(connectionOf) }
    case 'asks':
      return {
        type: 'run-reported',
        cell,
        ticket,
        events: [{ type: 'input-wanted', prompt: rest, hidden: false }],
      }
    case 'answer':
      return { type: 'input-answered', cell, text: rest }
    case 'crash':
      return { type: 'server-crashed', message: 'a backend has died', at }
    case 'recovered':
      return { type: 'server-recovered' }
    case 'add':
      return { type: 'session-add-requested', session: { name: cell, role: cell, database: 'shop' } }
    case 'close':
      return { type: 'session-close-requested', session }
    case 'connect':
      return { type: 'session-connect-requested', session }
    case 'remove':
      return { type: 'session-remove-requested', session }
    case 'move':
      return { type: 'cell-session-changed', cell, session: rest }
    case 'started':
      return { type: 'run-started', cell, ticket, at, status: 'I' }
    case 'rows': {
      const output = { kind: 'text', text: rest } as const
      return { type: 'run-reported', cell, ticket, events: [{ type: 'output', output }] }
    }
    case 'ok':
      return ended({ outcome: 'ok' })
    case 'fail':
      return ended({ outcome: 'failed', code: rest })
    case 'stopped':
      return ended({ outcome: 'stopped', code: '57014' })
    case 'lost':
      return ended({ outcome: 'lost' })
    default:
      throw new Error(`unrecognized step "${step}"`)
  }
}

function pidOf(state: NotebookState, session: string): number {
  return 200 + state.sessionOrder.indexOf(session)
}

/** `b=main,101`: the session of cell b waits for session main and for process 101, for a row; `p/301=main`: Python's 301 does. */
function waitReport(state: NotebookState, wait: string): WaitReport {
  const [cell = '', holders = ''] = wait.split('=')
  const blockedBy = holders
    .split(',')
    .map((holder) => (/^\d/.test(holder) ? Number(holder) : pidOf(state, holder)))
  const lock = { type: 'transactionid', mode: 'ShareLock', relation: 16384 }
  const [id = '', ofPython] = cell.split('/')
  const pid =
    ofPython === undefined ? pidOf(state, requestOf(state.cells[id])?.session ?? '') : Number(ofPython)
  return { pid, blockedBy, since: 500, lock }
}

/** `conn,301,T`: the process is its id as well. Without a name, no variable holds it. */
function connectionOf(word: string): PythonConnection {
  const [name = '', pid = '', status = ''] = word.split(',')
  return {
    id: Number(pid),
    names: name === '' ? [] : [name],
    cell: 'p',
    role: 'ann',
    database: 'shop',
    pid: Number(pid),
    status: status as TransactionStatus,
    ordinal: 1,
  }
}

function effectName(effect: NotebookEffect): string {
  switch (effect.type) {
    case 'run':
      return `run ${effect.session}:${effect.request.cell}`
    case 'cancel':
      return `cancel ${effect.session}`
    case 'run-python':
      return `python ${effect.request.cell}`
    case 'answer-input':
      return `answer-input ${effect.text}`
    case 'save-source':
    case 'save-run':
      return `${effect.type} ${effect.cell}`
    case 'start-server':
    case 'restart-server':
    case 'start-kernel':
    case 'stop-python':
      return effect.type
    case 'connect-session':
    case 'close-session':
    case 'rollback':
      return `${effect.type} ${effect.session}`
    case 'save-sessions':
      return [
        'save-sessions',
        ...effect.sessions.own.map(({ name }) => name),
        ...Object.entries(effect.sessions.moved).map((move) => move.join('=')),
      ].join(' ')
  }
}

function mark(state: NotebookState, id: string): string {
  const cell = state.cells[id]
  const count = cell?.run ? `[${cell.run.count}]` : ''
  switch (displayState(state, id)) {
    case 'idle':
      return ''
    case 'queued':
      return cell?.activity.kind === 'starting' ? '>' : '·'
    case 'running':
      return `${waitOfCell(state, id) ? '…' : '*'}${cell?.run?.count}`
    case 'ok':
      return count
    case 'failed':
      return `${count}!`
    case 'stopped':
      return `${count}-`
    case 'stale':
      return `${count}~`
  }
}
