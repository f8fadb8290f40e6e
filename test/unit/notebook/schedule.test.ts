/** The schedule of a lesson with several sessions: what runs when somebody waits. */
import { describe, expect, test } from 'vitest'
import { isAtRest, undeclaredWait } from '../../../lib/notebook/schedule.ts'
import { missedFree, missedWait } from '../../../lib/notebook/select-sessions.ts'
import { opened, play } from './notation.ts'

const up = ['start', 'up', 'on main', 'on bob', 'on carol']
/** Alice's part is played by `main`, the session of cells that name none. */
const on = (cells: string, ...steps: string[]) => {
  const { state, log } = play(opened(`${cells} z@carol`), [...up, ...steps])
  return { state, log: log.slice(up.length).map((line) => line.replace(/ z[·>]?$/, '')) }
}

describe('a wait that the lesson declares', () => {
  const begun = ['all', 'started a', 'ok a', 'started b']

  test('lets run all go on past it; when the lock comes, its output lands at its own cell', () => {
    const { log, state } = on(
      'a b@bob?main c',
      ...begun,
      'waits b=main',
      'started c',
      'ok c',
      'waits',
      'rows b=1',
      'ok b',
    )
    expect(log.slice(3)).toEqual([
      'started b |  | a[1] b*2 c·',
      'waits b=main | run main:c | a[1] b…2 c>',
      'started c |  | a[1] b…2 c*3',
      'ok c | save-run c | a[1] b…2 c[3]',
      'waits |  | a[1] b*2 c[3]',
      'rows b=1 |  | a[1] b*2 c[3]',
      'ok b | save-run b, run carol:z | a[1] b[2] c[3]',
    ])
    expect(state.cells.b?.run).toMatchObject({
      outputs: [{ kind: 'text', text: '1' }],
      waits: [{ for: ['main'], since: 500, until: 1000 }],
    })
    expect(missedWait(state, 'b')).toBe(false)
  })

  test('is asked about again after every end: what the schedule does next must not race with who was let go', () => {
    const { log } = on(
      'a b@bob?main c d',
      ...begun,
      'waits b=main',
      'started c',
      'ok c',
      'late b=main',
      'waits b=main',
    )
    expect(log.slice(-3)).toEqual([
      'ok c | save-run c | a[1] b…2 c[3] d·',
      'late b=main |  | a[1] b…2 c[3] d·',
      'waits b=main | run main:d | a[1] b…2 c[3] d>',
    ])
  })

  test('holds back the cells of its own session, which come first when it is over', () => {
    const { log } = on('a b@bob?main c@bob d e', ...begun, 'waits b=main', 'started d', 'ok d', 'ok b')
    expect(log.slice(4)).toEqual([
      'waits b=main | run main:d | a[1] b…2 c· d> e·',
      'started d |  | a[1] b…2 c· d*3 e·',
      'ok d | save-run d | a[1] b…2 c· d[3] e·',
      'ok b | save-run b, run bob:c | a[1] b[2] c> d[3] e·',
    ])
  })

  test('may go on as a wait for another, who stood before it', () => {
    const { state } = on('a b@bob?main c', ...begun, 'waits b=main', 'waits b=carol')
    expect(undeclaredWait(state, 'b')).toBe(false)
    expect(state.batchStop).toBeNull()
  })

  test('that never comes is said', () => {
    const { state } = on('a b@bob?main c', ...begun, 'waits', 'ok b')
    expect(missedWait(state, 'b')).toBe(true)
  })

  test('that nothing can end any more stops run all with a sentence', () => {
    const { state, log } = play(opened('a b@bob?main c@bob'), [...up.slice(0, 4), ...begun, 'waits b=main'])
    expect(log.at(-1)).toBe('waits b=main |  | a[1] b…2 c')
    expect(state.batchStop).toEqual({
      cell: 'b',
      reason: { kind: 'nobody-frees', for: ['main'] },
      notRun: ['c'],
    })
    expect(isAtRest(state)).toBe(true)
  })
})

describe('a wait that the lesson does not declare', () => {
  const stuck = ['all', 'started a', 'ok a', 'started b', 'waits b=main']

  test('stops run all with a sentence; the cell goes on waiting', () => {
    const { state, log } = on('a b@bob c', ...stuck)
    expect(log.at(-1)).toBe('waits b=main |  | a[1] b…2 c')
    expect(state.batchStop).toEqual({
      cell: 'b',
      reason: { kind: 'undeclared-wait', for: ['main'] },
      notRun: ['c', 'z'],
    })
    expect(undeclaredWait(state, 'b')).toBe(true)
  })

  test('stands for another than the declared session, too', () => {
    expect(on('a b@bob?carol c', ...stuck).state.batchStop?.reason.kind).toBe('undeclared-wait')
  })

  test('is taken along by continue, which goes on past it', () => {
    const { log } = on('a b@bob c', ...stuck, 'continue', 'started c', 'ok c', 'ok b')
    expect(log.slice(5)).toEqual([
      'continue | run main:c | a[1] b…2 c>',
      'started c |  | a[1] b…2 c*3',
      'ok c | save-run c | a[1] b…2 c[3]',
      'ok b | save-run b, run carol:z | a[1] b[2] c[3]',
    ])
  })

  test('is none when PostgreSQL will end it by itself: in a deadlock, or after the time-out that is expected', () => {
    const ring = on('a b@bob?main c d@bob', ...stuck, 'started c', 'waits b=main c=bob')
    expect(ring.state.batchStop).toBeNull()
    expect(ring.log.at(-1)).toBe('waits b=main c=bob |  | a[1] b…2 c…3 d·')
    const timeout = on('a b@bob!55P03 c', ...stuck)
    expect(timeout.state.batchStop).toBeNull()
    expect(timeout.log.at(-1)).toBe('waits b=main |  | a[1] b…2 c·')
  })

  test('is none when no session of the lesson is waited for', () => {
    expect(on('a b@bob c', ...stuck.slice(0, 4), 'waits b=999').state.batchStop).toBeNull()
  })
})

test('cells that were asked for one by one never stop each other', () => {
  const { log } = on('a b@bob c', 'run b', 'started b', 'waits b=main', 'run a', 'run c')
  expect(log.slice(-2)).toEqual(['run a | run main:a | a> b…1 c', 'run c |  | a> b…1 c·'])
})

test('a batch waits for a cell that is busy in a session of its own, and passes one that waits there', () => {
  const { log } = on('a@bob b@bob c', 'run a', 'started a', 'to z')
  expect(log.at(-1)).toBe('to z | refused: cell "a" is running | a*1 b c')
})

test('whether a cell has freed the session that it must free', () => {
  const steps = ['all', 'started a', 'ok a', 'started b', 'waits b=main', 'started c', 'ok c']
  expect(missedFree(on('a b@bob?main c+bob', ...steps, 'waits').state, 'c')).toBe(false)
  expect(missedFree(on('a b@bob?main c+bob', ...steps, 'waits b=main').state, 'c')).toBe(true)
  expect(missedFree(on('a+bob b@bob', 'run a', 'started a', 'ok a').state, 'a')).toBe(true)
})
