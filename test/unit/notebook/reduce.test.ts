import { describe, expect, test } from 'vitest'
import { initialState } from '../../../lib/notebook/initial-state.ts'
import type { CellRun } from '../../../lib/notebook/model.ts'
import { reduce } from '../../../lib/notebook/reduce.ts'
import { opened, play, sessionsOf, specs } from './notation.ts'

const log = (cells: string, ...steps: string[]) => play(opened(cells), steps).log
const end = (cells: string, ...steps: string[]) => play(opened(cells), steps).state

describe('one cell', () => {
  test('pressed before the server is up, it is queued, and the server is asked for once', () => {
    expect(log('a b', 'run a', 'run b', 'up')).toEqual([
      'run a | start-server | a· b',
      'run b |  | a· b·',
      'up | run main:a | a> b·',
    ])
  })

  test('gets its count when it starts, its outputs while it runs, its worth when it ends', () => {
    expect(log('a', 'start', 'up', 'run a', 'started a', 'rows a=1', 'ok a', 'run a', 'started a')).toEqual([
      'start | start-server | a',
      'up |  | a',
      'run a | run main:a | a>',
      'started a |  | a*1',
      'rows a=1 |  | a*1',
      'ok a | save-run a | a[1]',
      'run a | run main:a | a>',
      'started a |  | a*2',
    ])
  })

  test('keeps the outputs of the last run until the next one has started', () => {
    const ran = ['start', 'up', 'run a', 'started a', 'rows a=1', 'ok a', 'run a']
    expect(end('a', ...ran).cells.a?.run?.outputs).toEqual([{ kind: 'text', text: '1' }])
    expect(end('a', ...ran, 'started a').cells.a?.run?.outputs).toEqual([])
  })

  test('asked for again while it is queued, keeps its place and takes the newer text', () => {
    const state = end('a b', 'run a', 'run b', 'type a=SELECT 2', 'run a')
    expect(state.cells.a?.activity).toMatchObject({ request: { source: 'SELECT 2', ticket: 1 } })
  })

  test('runs the text that stood there when it was asked for', () => {
    const state = end('a', 'run a', 'type a=SELECT 2', 'up', 'started a', 'ok a')
    expect(state.cells.a?.run?.source).toBe('-- a')
    expect(log('a', 'run a', 'type a=SELECT 2', 'up', 'started a', 'ok a').at(-1)).toBe(
      'ok a | save-run a | a[1]~',
    )
  })

  test('cannot run twice at once', () => {
    expect(log('a', 'start', 'up', 'run a', 'run a').at(-1)).toBe('run a | refused: cell "a" is running | a>')
  })
})

describe('the queue', () => {
  test('cells of one session follow each other, sessions do not wait for each other', () => {
    expect(log('a b c@bob', 'start', 'up', 'run b', 'run a', 'run c', 'started b', 'ok b').slice(2)).toEqual([
      'run b | run main:b | a b> c',
      'run a |  | a· b> c',
      'run c | run bob:c | a· b> c>',
      'started b |  | a· b*1 c>',
      'ok b | save-run b, run main:a | a> b[1] c>',
    ])
  })

  test('a request can be taken back', () => {
    expect(log('a b', 'start', 'up', 'run a', 'run b', 'unqueue b', 'unqueue b').slice(-2)).toEqual([
      'unqueue b |  | a> b',
      'unqueue b | refused: cell "b" is not queued | a> b',
    ])
  })

  test('a request that is on its way to its session is cancelled', () => {
    expect(log('a', 'start', 'up', 'run a', 'unqueue a').at(-1)).toBe('unqueue a | cancel main | a>')
  })

  test('a failure of a cell does not hold back others that were asked for one by one', () => {
    expect(log('a b', 'start', 'up', 'run a', 'run b', 'started a', 'fail a=22012').at(-1)).toBe(
      'fail a=22012 | save-run a, run main:b | a[1]! b>',
    )
  })
})

describe('run all', () => {
  test('runs in the order of the text, through all sessions', () => {
    const steps = ['start', 'up', 'all', 'started a', 'ok a', 'started b', 'ok b', 'started c', 'ok c']
    expect(log('a b@bob c', ...steps).slice(2)).toEqual([
      'all | run main:a | a> b· c·',
      'started a |  | a*1 b· c·',
      'ok a | save-run a, run bob:b | a[1] b> c·',
      'started b |  | a[1] b*2 c·',
      'ok b | save-run b, run main:c | a[1] b[2] c>',
      'started c |  | a[1] b[2] c*3',
      'ok c | save-run c | a[1] b[2] c[3]',
    ])
  })

  test('goes on after an error that the lesson expects', () => {
    expect(log('a!22012 b', 'start', 'up', 'all', 'started a', 'fail a=22012').at(-1)).toBe(
      'fail a=22012 | save-run a, run main:b | a[1]! b>',
    )
  })

  test.each(['fail a=42601', 'lost a', 'stopped a'])('stops after %s', (ending) => {
    const { state, log } = play(opened('a!22012 b c'), ['start', 'up', 'all', 'started a', ending])
    expect(log.at(-1)).toMatch(/\| save-run a \| a\[1\][!-] b c$/)
    expect(state.batchStop).toEqual({ cell: 'a', reason: { kind: 'ended' }, notRun: ['b', 'c'] })
  })

  test('continues with what it has not run, and only that', () => {
    const { state, log } = play(opened('a b c'), [
      ...['start', 'up', 'all', 'started a', 'fail a=42601'],
      ...['run b', 'started b', 'ok b', 'continue'],
    ])
    expect(log.at(-1)).toBe('continue | run main:c | a[1]! b[2] c>')
    expect(state.batchStop).toBeNull()
  })

  test('an error in its last cell has stopped nothing', () => {
    expect(end('a', 'start', 'up', 'all', 'started a', 'fail a=42601').batchStop).toBeNull()
  })

  test('takes queued cells along and is refused while one is running', () => {
    expect(log('a b', 'run b', 'all', 'up').at(-1)).toBe('up | run main:a | a> b·')
    expect(log('a b', 'start', 'up', 'run b', 'all').at(-1)).toBe('all | refused: cell "b" is running | a b>')
  })

  test('to here, it runs the cells above and this one', () => {
    expect(log('a b c', 'to b').at(-1)).toBe('to b | start-server | a· b· c')
    expect(log('a b c', 'to nowhere').at(-1)).toBe(
      'to nowhere | refused: the lesson has no cell "nowhere" | a b c',
    )
  })
})

describe('stop', () => {
  test('cancels the running cell and drops the rest of its batch, nothing else', () => {
    const { state, log } = play(opened('a b c d@bob e@bob'), [
      ...['start', 'up', 'run d', 'run e', 'to c'],
      ...['started a', 'stop a', 'stopped a'],
    ])
    expect(log.slice(-2)).toEqual([
      'stop a | cancel main | a*1 b c d> e·',
      'stopped a | save-run a | a[1]- b c d> e·',
    ])
    expect(state.batchStop).toEqual({ cell: 'a', reason: { kind: 'stopped' }, notRun: ['b', 'c'] })
  })

  test('a batch that was stopped does not go on, though its cell ended well before the cancel came', () => {
    expect(log('a b', 'start', 'up', 'all', 'started a', 'stop a', 'ok a').at(-1)).toBe(
      'ok a | save-run a | a[1] b',
    )
  })

  test('of everything drops what is queued and cancels what runs', () => {
    expect(log('a b c@bob', 'start', 'up', 'run a', 'run b', 'run c', 'started a', 'stop').at(-1)).toBe(
      'stop | cancel main, cancel bob | a*1 b c>',
    )
    expect(log('a', 'stop').at(-1)).toBe('stop | refused: nothing runs | a')
  })
})

describe('the server', () => {
  test('fails to start: what was queued is idle again, and the next Run asks anew', () => {
    const { state, log } = play(opened('a b'), ['type a=SELECT 2', 'run a', 'all', 'down', 'run a'])
    expect(log.slice(-2)).toEqual(['down |  | a b', 'run a | start-server | a· b'])
    expect(state.cells.a?.source).toBe('SELECT 2')
    expect(end('a', 'run a', 'down').server).toMatchObject({ kind: 'failed', message: 'no' })
  })

  test('crashes: its data is gone, so outputs are stale; the running cell ends when its session says so', () => {
    const steps = [
      'start',
      'up',
      'run a',
      'started a',
      'ok a',
      'run b',
      'run a',
      'started b',
      'down',
      'lost b',
    ]
    expect(log('a b', ...steps).slice(-2)).toEqual([
      'down |  | a[1]~ b*2',
      'lost b | save-run b | a[1]~ b[2]~',
    ])
  })

  test('restarts: outputs and counts begin anew, texts stay, late reports are refused', () => {
    const { state, log } = play(opened('a b'), [
      ...[
        'type b=SELECT 2',
        'start',
        'up',
        'run a',
        'started a',
        'ok a',
        'run a',
        'run b',
        'started a',
        'restart',
      ],
      ...['ok a', 'run b', 'up', 'started b'],
    ])
    expect(log.slice(-5)).toEqual([
      'restart | restart-server, save-run a | a b',
      'ok a | refused: run 0 of cell "a" is not running | a b',
      'run b |  | a b·',
      'up | run main:b | a b>',
      'started b |  | a b*1',
    ])
    expect(state.epoch).toBe(2)
    expect(state.cells.b?.source).toBe('SELECT 2')
  })

  test('a report of the life before does not reach a run of this one', () => {
    const state = end('a', 'start', 'up', 'run a', 'started a', 'restart', 'up', 'run a', 'started a')
    const late = reduce(state, {
      type: 'run-ended',
      cell: 'a',
      ticket: 1,
      at: 1,
      result: { outcome: 'lost', status: 'I' },
    })
    expect(late.refused).toBe('run 1 of cell "a" is not running')
    expect(late.state).toBe(state)
  })

  test('cannot run here at all: requests are refused with the reason', () => {
    const unavailable = 'this page is not cross-origin isolated'
    const state = initialState({ cells: specs('a'), sessions: sessionsOf('main'), unavailable })
    for (const step of ['run a', 'all', 'to a', 'start', 'restart', 'up']) {
      expect(play(state, [step]).log).toEqual([`${step} | refused: ${unavailable} | a`])
    }
  })
})

describe('what an earlier visit has left', () => {
  const run: CellRun = {
    ...{
      count: 7,
      session: 'main',
      waits: [],
      source: 'SELECT 7',
      part: null,
      epoch: 1,
      outputs: [],
      startedAt: 0,
      endedAt: 1,
    },
    ...{ result: { outcome: 'ok', status: 'I' }, statusBefore: 'I', statusAfter: 'I', fromBefore: false },
  }
  const restore = (from: string[], cells = 'a b') =>
    reduce(end(cells, ...from), {
      type: 'restored',
      cells: {
        a: { source: 'SELECT 7', run },
        b: { source: '-- b', run: null },
        gone: { source: '', run: null },
      },
      sessions: {
        own: [{ name: 'carol', role: 'carol', database: 'shop' }],
        moved: { b: 'carol', a: 'gone' },
      },
      nextCount: 8,
    }).state

  test('comes back, is stale, and counts go on from there', () => {
    const { log, state } = play(restore([]), ['run b', 'up', 'started b'])
    expect(log.at(-1)).toBe('started b |  | a[7]~ b*8')
    expect(state.cells.a).toMatchObject({ source: 'SELECT 7', run: { fromBefore: true } })
  })

  test('comes back with sessions that were added, and the cells that were moved there', () => {
    const { log, state } = play(restore(['run b']), ['up'])
    expect(log).toEqual(['up | run carol:b | a[7]~ b>'])
    expect(state.sessions.carol).toMatchObject({ letter: 'C', connection: { kind: 'none' } })
    expect(state.cells.a?.session).toBe('main')
  })

  test('gives way to what has been typed meanwhile', () => {
    expect(restore(['type a=SELECT 8']).cells.a?.source).toBe('SELECT 8')
  })

  test('reaches a cell that is queued already', () => {
    expect(restore(['run a']).cells.a?.activity).toMatchObject({ request: { source: 'SELECT 7' } })
  })
})

test('what no lesson can contain is a mistake of the caller', () => {
  expect(() => opened('a a')).toThrow('cell "a" stands twice in the lesson')
  expect(() => initialState({ cells: specs('a@bob'), sessions: sessionsOf('main') })).toThrow(
    'cell "a" names session "bob", which is not declared',
  )
})
