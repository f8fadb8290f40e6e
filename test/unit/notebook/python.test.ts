/** Python's cells in the state of a notebook: a queue of their own, a kernel that lives and ends, connections by name. */
import { describe, expect, test } from 'vitest'
import type { NotebookState } from '../../../lib/notebook/model.ts'
import { isAtRest, undeclaredWait } from '../../../lib/notebook/schedule.ts'
import { isStale } from '../../../lib/notebook/select.ts'
import {
  freeingCell,
  isInRing,
  isStuckInPython,
  waitOfSession,
} from '../../../lib/notebook/select-sessions.ts'
import { opened, play } from './notation.ts'

const up = ['start', 'up', 'on main', 'near', 'python']
const on = (cells: string, ...steps: string[]) => {
  const { state, log } = play(opened(cells), [...up, ...steps])
  return { state, log: log.slice(up.length) }
}
const names = ({ connections }: NotebookState) =>
  connections.map(({ name, open }) => `${name} ${open?.pid ?? 'closed'}`)

describe('a Python cell', () => {
  test('needs no server: neither to be run, nor to be waited for', () => {
    expect(play(opened('p@python'), ['run p', 'python', 'started p', 'ok p']).log).toEqual([
      'run p | start-kernel | p·',
      'python | python p | p>',
      'started p |  | p*1',
      'ok p | save-run p | p[1]',
    ])
  })

  test('runs beside the sessions; the next one waits for it', () => {
    expect(on('a p@python q@python', 'run p', 'run q', 'run a', 'started p', 'ok p').log).toEqual([
      'run p | python p | a p> q',
      'run q |  | a p> q·',
      'run a | run main:a | a> p> q·',
      'started p |  | a> p*1 q·',
      'ok p | save-run p, python q | a> p[1] q>',
    ])
  })

  test('keeps its place in a batch, whichever of the two is ready first', () => {
    expect(play(opened('a p@python b'), ['all', 'python', 'up', 'started a', 'ok a']).log).toEqual([
      'all | start-server, start-kernel | a· p· b·',
      'python |  | a· p· b·',
      'up | run main:a | a> p· b·',
      'started a |  | a*1 p· b·',
      'ok a | save-run a, python p | a[1] p> b·',
    ])
  })

  test('is stopped as every other, and asks for a line', () => {
    const { log, state } = on('p@python', 'run p', 'started p', 'asks p=Name?', 'answer p=Ann', 'stop p')
    expect(log.slice(2)).toEqual([
      'asks p=Name? |  | p*1',
      'answer p=Ann | answer-input Ann | p*1',
      'stop p | stop-python | p*1',
    ])
    expect(state.cells.p?.activity).toMatchObject({ kind: 'running', input: null })
    expect(play(state, ['answer p=again']).log).toEqual([
      'answer p=again | refused: cell "p" asks for nothing | p*1',
    ])
  })

  test('is run nowhere else', () => {
    expect(on('p@python', 'move p=main', 'add python').log).toEqual([
      'move p=main | refused: cell "p" is one of Python\'s | p',
      'add python | refused: "python" is what Python\'s cells run in | p',
    ])
  })
})

describe('Python', () => {
  test('is started once, when somebody comes near a cell or runs one', () => {
    expect(play(opened('p@python'), ['near', 'near', 'run p']).log).toEqual([
      'near | start-kernel | p',
      'near |  | p',
      'run p |  | p·',
    ])
  })

  test('that could not start gives back what is queued; the next run tries again', () => {
    expect(play(opened('p@python a'), ['run p', 'nopython', 'near', 'run p']).log).toEqual([
      'run p | start-kernel | p· a',
      'nopython |  | p a',
      'near |  | p a',
      'run p | start-kernel | p· a',
    ])
    const { state } = play(opened('p@python a'), ['all', 'nopython'])
    expect(state.batchStop).toMatchObject({ cell: 'p', notRun: ['p', 'a'] })
  })

  test('that has ended takes its variables along: outputs are stale but the last, queues given back', () => {
    const { log, state } = on('p@python q@python a', 'run p', 'started p', 'ok p', 'all', 'gone', 'run q')
    expect(log.slice(3)).toEqual([
      'all | python p | p> q· a·',
      'gone |  | p> q a',
      'run q | start-kernel | p> q· a',
    ])
    expect(state.batchStop).toMatchObject({ cell: 'p', notRun: ['q', 'a'] })
    const lost = on('p@python q@python', 'run p', 'started p', 'ok p', 'run q', 'started q', 'gone', 'lost q')
    expect(lost.log.at(-1)).toBe('lost q | save-run q | p[1]~ q[2]!')
    expect(lost.state.cells.q?.run?.outputs).toEqual([{ kind: 'lost', message: 'it did not answer' }])
    const other = on(
      'p@python q@python',
      'run p',
      'started p',
      'ok p',
      'run q',
      'started q',
      'lost q',
      'gone',
    )
    expect(other.log.at(-1)).toBe('gone |  | p[1]~ q[2]!')
    expect(isStale(play(other.state, ['again']).state, 'q')).toBe(true)
  })

  test('is restarted alone: what runs in it is over at once, and the database stays', () => {
    const { log, state } = on(
      'a p@python',
      'run a',
      'started a',
      'ok a',
      'run p',
      'started p',
      'again',
      'ok p',
    )
    expect(log.slice(-2)).toEqual([
      'again | start-kernel, save-run p | a[1] p[2]!',
      'ok p | refused: run 0 of cell "p" is not running | a[1] p[2]!',
    ])
    expect(state.cells.p?.run?.outputs).toEqual([
      { kind: 'lost', message: 'Python was restarted while this cell ran.' },
    ])
    expect(play(opened('p@python'), ['again']).log).toEqual([
      'again | refused: Python has not been started | p',
    ])
  })

  test('is restarted with the whole notebook, if it was up', () => {
    expect(on('p@python', 'run p', 'started p', 'holds conn,301,T', 'restart').log.at(-1)).toBe(
      'restart | restart-server, start-kernel, save-run p | p',
    )
    expect(play(opened('p@python a'), ['start', 'restart']).log.at(-1)).toBe('restart | restart-server | p a')
  })
})

describe('a connection', () => {
  test('has the name of its variable, and its place when it is opened again', () => {
    const { state } = on('p@python', 'holds ,301,I', 'holds conn,301,I other,302,I')
    expect(names(state)).toEqual(['conn 301', 'other 302'])
    const closed = play(state, ['holds other,302,I']).state
    expect(names(closed)).toEqual(['conn closed', 'other 302'])
    const again = play(closed, ['holds ,303,I other,302,I', 'holds conn,303,T other,302,I']).state
    expect(names(again)).toEqual(['conn 303', 'other 302'])
  })

  test('that lost its variable to another one has a made-up name', () => {
    const { state } = on('p@python', 'holds conn,301,T', 'holds ,301,T conn,302,I')
    expect(names(state)).toEqual(['conn 302', 'Python #301 301'])
    expect(names(play(state, ['holds conn,302,I']).state)).toEqual(['conn 302'])
  })

  test('keeps its name while no other variable has it, and never has a session’s', () => {
    expect(names(on('p@python', 'holds conn,301,T', 'holds ,301,T').state)).toEqual(['conn 301'])
    expect(names(on('p@python', 'holds main,301,T').state)).toEqual(['main in Python 301'])
  })

  test('is closed with Python', () => {
    expect(names(on('p@python', 'holds conn,301,T ,302,I', 'gone').state)).toEqual(['conn closed'])
  })
})

describe('a wait of Python', () => {
  const waiting = ['all', 'started a', 'ok a', 'started p', 'holds conn,301,T']

  test('is declared, seen, and freed like that of a session', () => {
    const { log, state } = on('a p@python?main b+python c', ...waiting, 'waits p/301=main')
    expect(log.at(-1)).toBe('waits p/301=main | run main:b | a[1] p…2 b> c·')
    expect(waitOfSession(state, 'python')).toMatchObject({ pid: 301, for: ['main'] })
    expect(freeingCell(state, 'p')).toEqual({ cell: 'b', why: 'busy' })
    expect(play(state, ['started b', 'ok b', 'waits', 'ok p']).log.at(-1)).toBe(
      'ok p | save-run p, run main:c | a[1] p[2] b[3] c>',
    )
  })

  test('that the lesson does not declare stops run all', () => {
    const { state } = on('a p@python b', ...waiting, 'waits p/301=main')
    expect(state.batchStop?.reason).toEqual({ kind: 'undeclared-wait', for: ['main'] })
    expect(undeclaredWait(state, 'p')).toBe(true)
    expect(on('a p@python!LockNotAvailable b', ...waiting, 'waits p/301=main').state.batchStop).toBeNull()
  })

  test('of a session for Python leads to the next Python cell', () => {
    const steps = ['run p', 'started p', 'holds conn,301,T', 'ok p', 'run a', 'started a', 'waits a=301']
    const { state } = on('p@python a?python q@python', ...steps)
    expect(waitOfSession(state, 'main')).toMatchObject({ for: ['python'] })
    expect(freeingCell(state, 'a')).toEqual({ cell: 'q', why: 'next' })
  })

  test('for another of its own connections is no deadlock, and nobody frees it', () => {
    const stuck = ['started p', 'holds one,301,T two,302,T', 'waits p/302=301']
    const { state } = on('p@python q@python', 'run p', ...stuck)
    expect(isStuckInPython(state)).toBe(true)
    expect(isInRing(state, 'python')).toBe(false)
    expect(freeingCell(state, 'p')).toBeNull()
    expect(on('p@python q@python', 'all', ...stuck).state.batchStop?.reason.kind).toBe('undeclared-wait')
    const declared = on('p@python?python a', 'all', ...stuck)
    expect(declared.log.at(-1)).toBe('waits p/302=301 |  | p…1 a·')
    expect(isAtRest(declared.state)).toBe(false)
  })

  test('for a session that waits for another of its connections is stuck, too', () => {
    const steps = ['run p', 'started p', 'holds one,301,T two,302,T', 'run a', 'started a']
    const { state } = on('p@python a', ...steps, 'waits a=301 p/302=main')
    expect(isStuckInPython(state)).toBe(true)
    expect(isInRing(state, 'python')).toBe(false)
    const ring = on('p@python a', ...steps, 'waits a=302 p/302=main').state
    expect(isInRing(ring, 'python')).toBe(true)
    expect(isStuckInPython(ring)).toBe(false)
  })
})

test('a batch that has got to its end says so until something else is asked for', () => {
  const { state } = on('a p@python', 'all', 'started a', 'ok a', 'started p', 'ok p')
  expect(state.batchDone).toBe(true)
  expect(play(state, ['run a']).state.batchDone).toBe(false)
  expect(on('a p@python', 'all', 'started a', 'fail a=42601').state.batchDone).toBe(false)
})
