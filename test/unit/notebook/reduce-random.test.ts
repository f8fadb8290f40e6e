/** Random lives of a notebook: whatever is pressed, typed, answered late or lost, these hold. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NotebookEvent, Transition } from '../../../lib/notebook/events.ts'
import type { NotebookState, RunRequest } from '../../../lib/notebook/model.ts'
import { isActive, requestOf } from '../../../lib/notebook/queue.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import { eventOf, opened } from './notation.ts'

const lesson = 'a b@bob?main c!22012 d@bob e p@python?main q@python?python'
const ids = ['a', 'b', 'c', 'd', 'e', 'p', 'q']

/** A wish of the learner, news of the server, or `answer N`: the Nth open run takes its next step. */
const step = fc.oneof(
  fc
    .tuple(fc.constantFrom('run', 'unqueue', 'stop', 'to', 'type'), fc.constantFrom(...ids), fc.nat(3))
    .map(([verb, id, text]) => (verb === 'type' ? `type ${id}=SELECT ${text}` : `${verb} ${id}`)),
  fc.constantFrom('all', 'all', 'continue', 'stop', 'start'),
  fc.constantFrom('up', 'up', 'up', 'down', 'restart', 'crash', 'recovered'),
  fc.constantFrom(
    'on main',
    'on bob',
    'on main',
    'on bob',
    'off bob',
    'close bob',
    'connect bob',
    'close main',
  ),
  fc.constantFrom(
    'waits',
    'waits b=main',
    'waits d=main',
    'waits a=bob',
    'waits b=main c=bob',
    'late b=main',
  ),
  fc.constantFrom('python', 'python', 'python', 'nopython', 'gone', 'again', 'near'),
  fc.constantFrom(
    'holds conn,301,T',
    'holds conn,301,T other,302,I',
    'holds other,302,T',
    'waits p/301=main',
    'waits q/301=302',
    'waits a=301 p/302=main',
  ),
  fc.constantFrom('move a=bob', 'move a=main', 'add carol', 'move e=carol', 'remove carol'),
  fc
    .tuple(fc.nat(4), fc.constantFrom('ok', 'ok', 'fail=22012', 'fail=42601', 'stopped', 'lost'))
    .map(([which, ending]) => `answer ${which} ${ending}`),
)

/** What was asked for outside and has not been answered by its end; the world answers, late or in time. */
interface OpenRun {
  request: RunRequest
  started: boolean
}

interface Life {
  state: NotebookState
  open: OpenRun[]
  /** Tickets of every run that has ever been asked for. */
  asked: number[]
  /** Execution counts given in this epoch. */
  counts: number[]
}

function eventsOf(life: Life, step: string): NotebookEvent[] {
  if (!step.startsWith('answer')) return [eventOf(life.state, step)]
  const [, which, ending = ''] = step.split(' ')
  const run = life.open[Number(which) % Math.max(life.open.length, 1)]
  if (!run) return []
  const { cell, ticket } = run.request
  if (!run.started) return [{ type: 'run-started', cell, ticket, at: 0, status: 'I' }]
  const event = eventOf(life.state, ending.replace(/^(\w+)/, `$1 ${cell}`))
  return event.type === 'run-ended' ? [{ ...event, ticket }] : []
}

function after(life: Life, event: NotebookEvent, { state, effects }: Transition): Life {
  let { open, asked, counts } = life
  if (event.type === 'run-started') {
    open = open.map((run) => (run.request.ticket === event.ticket ? { ...run, started: true } : run))
  }
  if (event.type === 'run-ended') open = open.filter((run) => run.request.ticket !== event.ticket)
  for (const effect of effects) {
    if (effect.type === 'run' || effect.type === 'run-python') {
      open = [...open, { request: effect.request, started: false }]
      asked = [...asked, effect.request.ticket]
    }
  }
  if (event.type === 'restart-requested') counts = []
  if (state.nextCount > life.state.nextCount) counts = [...counts, life.state.nextCount]
  return { state, open, asked, counts }
}

const openOf = (state: NotebookState, kind: 'queued' | 'active') =>
  ids.filter((id) => {
    const cell = state.cells[id]
    return kind === 'queued' ? cell?.activity.kind === 'queued' : isActive(cell)
  })

function check(before: Life, event: NotebookEvent, transition: Transition, life: Life): void {
  const { state } = transition
  if (transition.refused !== null) {
    expect(state).toBe(before.state)
    expect(transition.effects).toEqual([])
    return
  }
  atMostOneActiveForEachSession(state)
  queuedCellsAreLostOnlyByEventsThatSaySo(before.state, event, state)
  runsAreAskedForOnce(life)
  reportsReachOnlyTheirOwnRun(before.state, event)
  activeCellsHoldAnOpenRun(life)
  batchesEndAtTheFirstUnexpectedError(before.state, event, transition)
  serverIsAskedForOnce(before.state, transition)
  expect(life.counts).toEqual(life.counts.toSorted((a, b) => a - b))
  expect(new Set(life.counts).size).toBe(life.counts.length)
}

function atMostOneActiveForEachSession(state: NotebookState): void {
  const sessions = openOf(state, 'active').map((id) => requestOf(state.cells[id])?.session)
  expect(new Set(sessions).size).toBe(sessions.length)
}

function queuedCellsAreLostOnlyByEventsThatSaySo(
  before: NotebookState,
  event: NotebookEvent,
  state: NotebookState,
): void {
  const lost = openOf(before, 'queued').filter((id) => state.cells[id]?.activity.kind === 'idle')
  if (lost.length === 0) return
  switch (event.type) {
    case 'unqueue-requested':
      expect(lost).toEqual([event.cell])
      break
    case 'stop-requested':
    case 'restart-requested':
    case 'server-crashed':
      break
    case 'session-close-requested':
    case 'session-connect-requested':
    case 'session-remove-requested':
      // Others are what a batch has not run that ends with the session's cell.
      for (const id of lost)
        if (requestOf(before.cells[id])?.session !== event.session)
          expect(state.batchStop?.notRun).toContain(id)
      break
    case 'kernel-changed':
    case 'kernel-ended':
    case 'kernel-restart-requested':
      // As with a session that ends.
      for (const id of lost)
        if (requestOf(before.cells[id])?.session !== 'python') expect(state.batchStop?.notRun).toContain(id)
      break
    case 'session-changed':
    case 'connections-told':
    case 'waits-told':
    case 'run-started':
      expect(state.batchStop?.notRun).toEqual(expect.arrayContaining(lost))
      expect(['undeclared-wait', 'nobody-frees']).toContain(state.batchStop?.reason.kind)
      break
    case 'server-changed':
      expect(event.server.kind).toBe('failed')
      break
    case 'run-ended': {
      const session = requestOf(before.cells[event.cell])?.session
      const stopped = lost.filter(
        (id) => event.result.outcome !== 'lost' || requestOf(before.cells[id])?.session !== session,
      )
      expect(state.batchStop?.notRun ?? []).toEqual(expect.arrayContaining(stopped))
      break
    }
    default:
      throw new Error(`${event.type} has lost ${lost}`)
  }
}

function runsAreAskedForOnce({ asked }: Life): void {
  expect(new Set(asked).size).toBe(asked.length)
}

function reportsReachOnlyTheirOwnRun(before: NotebookState, event: NotebookEvent): void {
  if (event.type !== 'run-started' && event.type !== 'run-ended') return
  expect(requestOf(before.cells[event.cell])?.ticket).toBe(event.ticket)
}

function activeCellsHoldAnOpenRun({ state, open }: Life): void {
  for (const id of openOf(state, 'active')) {
    const ticket = requestOf(state.cells[id])?.ticket
    expect(open.filter((run) => run.request.ticket === ticket)).toHaveLength(1)
  }
}

function batchesEndAtTheFirstUnexpectedError(
  before: NotebookState,
  event: NotebookEvent,
  { state, effects }: Transition,
): void {
  if (event.type !== 'run-ended' || event.result.outcome === 'ok') return
  const cell = before.cells[event.cell]
  const batch = requestOf(cell)?.batch ?? null
  if (batch === null || (event.result.code === '22012' && event.cell === 'c')) return
  for (const id of ids) expect(requestOf(state.cells[id])?.batch ?? null).not.toBe(batch)
  for (const effect of effects) expect(effect.type === 'run' ? effect.request.batch : null).not.toBe(batch)
}

function serverIsAskedForOnce(before: NotebookState, { effects }: Transition): void {
  const starts = effects.filter((effect) => effect.type === 'start-server').length
  expect(starts).toBeLessThanOrEqual(before.server.kind === 'off' || before.server.kind === 'failed' ? 1 : 0)
}

test('a random life keeps the invariants', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let life: Life = { state: opened(lesson), open: [], asked: [], counts: [] }
      for (const step of steps) {
        for (const event of eventsOf(life, step)) {
          const transition = reduce(life.state, event)
          const next = after(life, event, transition)
          check(life, event, transition, next)
          life = next
        }
      }
    }),
    { numRuns: 500 },
  )
})

test('a random life always comes to rest once every open run has ended', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let life: Life = { state: opened(lesson), open: [], asked: [], counts: [] }
      const take = (event: NotebookEvent) => {
        life = after(life, event, reduce(life.state, event))
      }
      for (const step of steps) eventsOf(life, step).forEach(take)
      eventsOf(life, 'up').forEach(take)
      eventsOf(life, 'python').forEach(take)
      for (let turn = 0; life.open.length > 0; turn += 1) {
        expect(turn).toBeLessThan(1000)
        eventsOf(life, 'answer 0 ok').forEach(take)
      }
      expect([...openOf(life.state, 'queued'), ...openOf(life.state, 'active')]).toEqual([])
    }),
    { numRuns: 300 },
  )
})
