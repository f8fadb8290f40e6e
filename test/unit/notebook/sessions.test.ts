/** Sessions in the state of a notebook: their life, their names, their waits in words. */
import { describe, expect, test } from 'vitest'
import type { NotebookState } from '../../../lib/notebook/model.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import { freeingCell, isInRing, prompt, waitOfSession } from '../../../lib/notebook/select-sessions.ts'
import { nextQuestionAt } from '../../../lib/notebook/wait-watch.ts'
import { opened, play } from './notation.ts'

const up = ['start', 'up', 'on main', 'on bob']
const log = (cells: string, ...steps: string[]) => play(opened(cells), [...up, ...steps]).log.slice(4)
const end = (cells: string, ...steps: string[]) => play(opened(cells), [...up, ...steps]).state
const looks = ({ sessions, sessionOrder }: NotebookState) =>
  sessionOrder.map((name) => `${sessions[name]?.letter} ${name} ${sessions[name]?.connection.kind}`)

describe('a session', () => {
  test('has a letter in the order of the lesson; postgres always exists', () => {
    expect(looks(opened('a b@bob'))).toEqual(['A main none', 'B bob none', 'C postgres none'])
    expect(looks(opened('a@postgres'))).toEqual(['A main none', 'B postgres none'])
  })

  test('is added by the learner, kept, and removed again, whose cells go home', () => {
    const { state, log } = play(opened('a b@bob'), ['add carol', 'add carol', 'move a=carol', 'move a=dave'])
    expect(log).toEqual([
      'add carol | save-sessions carol | a b',
      'add carol | refused: there is a session "carol" already | a b',
      'move a=carol | save-sessions carol a=carol | a b',
      'move a=dave | refused: the notebook has no session "dave" | a b',
    ])
    expect(looks(state).at(-1)).toBe('D carol none')
    expect(state.cells.a?.session).toBe('carol')
    const { state: after, log: removal } = play(state, ['remove carol', 'remove bob'])
    expect(removal).toEqual([
      'remove carol | save-sessions | a b',
      'remove bob | refused: the lesson declares session "bob" | a b',
    ])
    expect(after.cells.a?.session).toBe('main')
  })

  test('runs the cells that were moved to it', () => {
    expect(log('a b@bob', 'move a=bob', 'run a', 'run b')).toEqual([
      'move a=bob | save-sessions a=bob | a b',
      'run a | run bob:a | a> b',
      'run b |  | a> b·',
    ])
  })

  test('is closed by the learner: what runs is lost, what is queued is given back, run all ends', () => {
    const { state } = play(opened('a b@bob c@bob'), [
      ...up,
      'all',
      'started a',
      'ok a',
      'started b',
      'close bob',
    ])
    expect(looks(state)[1]).toBe('B bob closed')
    expect(state.batchStop).toEqual({ cell: 'b', reason: { kind: 'stopped' }, notRun: ['c'] })
    expect(
      log('a b@bob c@bob', 'run b', 'run c', 'started b', 'close bob', 'lost b', 'close bob').slice(3),
    ).toEqual([
      'close bob | close-session bob | a b*1 c',
      'lost b | save-run b | a b[1]! c',
      'close bob | refused: session "bob" is not connected | a b[1]! c',
    ])
  })

  test('connects when it is asked to, over again if it is connected, and when the server is up', () => {
    expect(log('a@bob', 'connect bob', 'connect bob')).toEqual([
      'connect bob | close-session bob, connect-session bob | a',
      'connect bob | refused: session "bob" is connecting | a',
    ])
    expect(play(opened('a@bob'), ['connect bob', 'up', 'up']).log).toEqual([
      'connect bob | start-server | a',
      'up | connect-session bob | a',
      'up |  | a',
    ])
  })

  test('that is lost gives back what is queued behind the lost run', () => {
    expect(
      log('a@bob b@bob c', 'run a', 'run b', 'run c', 'started a', 'off bob', 'lost a').slice(-1),
    ).toEqual(['lost a | save-run a | a[1]! b c>'])
  })

  test('shows its prompt as psql does', () => {
    const { bob } = end('a@bob').sessions
    if (!bob) throw new Error('no bob')
    expect(prompt(bob)).toBe('shop=>')
    expect(prompt({ ...bob, status: 'T' })).toBe('shop=*>')
    expect(prompt({ ...bob, status: 'E' })).toBe('shop=!>')
    expect(prompt({ ...bob, superuser: true, status: 'T' })).toBe('shop=*#')
    expect(prompt({ ...bob, connection: { kind: 'none' } })).toBe('!>')
  })

  test('holds notifications until its next cell has started, which prints them', () => {
    const notified = reduce(end('a@bob'), {
      type: 'session-notified',
      session: 'bob',
      notifications: [{ channel: 'news', payload: 'tea', pid: 7, at: 1 }],
    }).state
    expect(notified.sessions.bob?.notifications).toHaveLength(1)
    expect(play(notified, ['run a', 'started a']).state.sessions.bob?.notifications).toEqual([])
  })
})

describe('a crash', () => {
  test('gives back what is queued; outputs stay and count, and the next run is asked for in the same life', () => {
    const steps = [
      'run a',
      'started a',
      'ok a',
      'run b',
      'run c',
      'started b',
      'crash',
      'lost b',
      'recovered',
      'run c',
    ]
    expect(log('a b@bob c@bob', ...steps).slice(-4)).toEqual([
      'crash |  | a[1] b*2 c',
      'lost b | save-run b | a[1] b[2]! c',
      'recovered |  | a[1] b[2]! c',
      'run c | run bob:c | a[1] b[2]! c>',
    ])
    expect(end('a b@bob c@bob', ...steps).crash).toEqual({
      message: 'a backend has died',
      at: 1000,
      recovering: false,
    })
  })

  test('is heard before or after the session that it ends: both come to the same', () => {
    const begun = ['run a', 'run b', 'started a']
    const one = end('a@bob b@bob', ...begun, 'crash', 'off bob', 'lost a')
    const other = end('a@bob b@bob', ...begun, 'off bob', 'lost a', 'crash')
    expect({ ...other, changes: 0 }).toEqual({ ...one, changes: 0 })
  })
})

describe('a wait', () => {
  const waiting = ['run a', 'started a', 'ok a', 'run b', 'started b', 'waits b=main']

  test('is for sessions by name, and for whom else PostgreSQL names', () => {
    expect(waitOfSession(end('a b@bob', ...waiting), 'bob')).toMatchObject({ for: ['main'], pids: [200] })
    const stranger = end('a b@bob', ...waiting.slice(0, 5), 'waits b=999')
    expect(waitOfSession(stranger, 'bob')).toMatchObject({ for: [], pids: [999] })
    expect(waitOfSession(end('a b@bob', ...waiting, 'waits'), 'bob')).toBeNull()
  })

  test('keeps its beginning while the server says the same', () => {
    const first = end('a b@bob', ...waiting)
    const again = play(first, ['waits b=main']).state
    expect(again).toBe(first)
  })

  test('leads to the cell that can free it', () => {
    expect(freeingCell(end('a b@bob c', ...waiting), 'b')).toEqual({ cell: 'c', why: 'next' })
    expect(freeingCell(end('a b@bob c d+bob', ...waiting), 'b')).toEqual({ cell: 'd', why: 'frees' })
    expect(freeingCell(end('a b@bob', ...waiting), 'b')).toEqual({ cell: 'a', why: 'last' })
    expect(freeingCell(end('a b@bob c', ...waiting, 'run c'), 'b')).toEqual({ cell: 'c', why: 'busy' })
  })

  test('leads past those who wait themselves, and nowhere in a deadlock', () => {
    const chain = [...waiting, 'on carol', 'run d', 'started d', 'waits b=main d=bob']
    expect(freeingCell(end('a b@bob c d@carol', ...chain), 'd')).toEqual({ cell: 'c', why: 'next' })
    const ring = end('a b@bob c', ...waiting, 'run c', 'started c', 'waits b=main c=bob')
    expect(freeingCell(ring, 'b')).toBeNull()
    expect(isInRing(ring, 'bob')).toBe(true)
  })

  test('is asked for while something runs beside another session, sooner after a change', () => {
    const never = Number.NEGATIVE_INFINITY
    expect(nextQuestionAt(end('a b@bob'), never)).toBeNull()
    expect(
      nextQuestionAt(play(opened('a'), ['start', 'up', 'on main', 'run a', 'started a']).state, never),
    ).toBeNull()
    expect(nextQuestionAt(end('a b@bob', 'run b', 'started b'), never)).toBe(1100)
    expect(nextQuestionAt(end('a b@bob?main', 'run b', 'started b'), never)).toBe(1020)
    expect(nextQuestionAt(end('a b@bob', ...waiting), 1100)).toBe(1300)
    expect(nextQuestionAt(end('a b@bob', ...waiting, 'off main'), 1100)).toBe(1101)
    expect(nextQuestionAt(end('a b@bob c', ...waiting, 'run c', 'started c'), 1100)).toBe(1101)
  })
})
