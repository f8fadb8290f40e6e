/** What the page says of Python: its connections among the sessions, what was left open, how it has ended, what it asks. */
import { describe, expect, test } from 'vitest'
import { cellWords } from '../../../components/cell/cell-words.ts'
import { announcement } from '../../../components/notebook/announcement.ts'
import { kernelInWords, leftOpenWords } from '../../../components/notebook/status-words.ts'
import { safeHtml } from '../../../components/output/python/safe-html.ts'
import { clientOf, holdersInWords, placeOf, sessionViews } from '../../../components/session/session-view.ts'
import type { NotebookState } from '../../../lib/notebook/model.ts'
import { waitOfCell } from '../../../lib/notebook/select-sessions.ts'
import { opened, play } from '../notebook/notation.ts'

const up = ['start', 'up', 'on main', 'near', 'python']
const on = (cells: string, ...steps: string[]) => play(opened(cells), [...up, ...steps]).state
const looks = (state: NotebookState) =>
  sessionViews(state).map(({ letter, name, short }) => `${letter} ${name}: ${short}`)

describe('connections of Python', () => {
  const running = ['run p', 'started p', 'holds conn,301,T other,302,E']

  test('stand behind the sessions, with letters of their own', () => {
    const state = on('a p@python', ...running)
    expect(looks(state)).toEqual(['A main: idle', 'B conn: in transaction', 'C other: failed'])
    expect(placeOf(state, 'other')).toBe(2)
    expect(clientOf(state, 302)).toMatchObject({ name: 'other', role: 'ann', database: 'shop' })
    expect(clientOf(state, 999)).toBeNull()
    expect(looks(play(state, ['holds other,302,E']).state)[1]).toBe('B conn: closed')
  })

  test('wait, and are waited for, by their names', () => {
    const waiting = on('a p@python', ...running, 'run a', 'started a', 'waits a=301 p/302=main')
    expect(looks(waiting)).toEqual([
      'A main: waits for conn',
      'B conn: in transaction',
      'C other: waits for main',
    ])
    expect(sessionViews(waiting).map(({ cell }) => cell)).toEqual(['a', null, 'p'])
    expect(holdersInWords(waiting, waitOfCell(waiting, 'a'))).toBe('conn (B)')
    expect(holdersInWords(waiting, waitOfCell(waiting, 'p'))).toBe('main (A)')
  })

  test('that hold a transaction at the end of a run of all cells are said', () => {
    const ends = ['all', 'started p', 'holds conn,301,T other,302,I', 'ok p']
    const state = on('p@python', ...ends)
    expect(leftOpenWords(state)).toEqual({
      head: 'conn from cell 1 is still open, and holds a transaction',
      rest: 'What was changed there is pending, and its locks are held, until conn.commit(), conn.rollback() or conn.close().',
    })
    const before = on('p@python', ...ends.slice(0, -1))
    expect(announcement(before, state)).toMatch(/^conn from cell 1 is still open, .*\. What was/)
    expect(leftOpenWords(play(state, ['holds conn,301,I other,302,I']).state)).toBeNull()
    expect(leftOpenWords(play(state, ['run p']).state)).toBeNull()
    const two = play(state, ['holds conn,301,T other,302,E']).state
    expect(leftOpenWords(two)?.head).toBe(
      'conn from cell 1 and other from cell 1 are still open, and hold transactions',
    )
  })
})

test('cells that wait for Python, or free it, call it by its name', () => {
  const freed = on('p@python?main a+python', 'run p', 'started p', 'holds conn,301,T', 'waits p/301=main')
  expect(cellWords(freed, 'a')).toBe('lets Python go on')
  const missed = on('p@python a?python', 'run a', 'started a', 'ok a')
  expect(cellWords(missed, 'a')).toBe('under 1 ms, did not have to wait for Python')
})

describe('Python itself', () => {
  test('says why cells wait for it, and what it asks', () => {
    expect(cellWords(play(opened('p@python'), ['run p']).state, 'p')).toBe(
      'queued, runs when Python is ready',
    )
    expect(cellWords(on('p@python q@python', 'run p', 'run q', 'started p'), 'q')).toBe(
      'queued, behind cell 1, which runs',
    )
    const before = on('p@python', 'run p', 'started p')
    expect(announcement(before, play(before, ['asks p=Name?']).state)).toBe('cell 1 asks: Name?')
  })

  test('that has ended says what is gone with it, and the cell that it was lost with says so', () => {
    const state = on('p@python', 'run p', 'started p', 'gone', 'lost p')
    expect(kernelInWords(state.kernel)).toEqual({
      head: 'Python has ended, and its variables are gone',
      rest: 'It did not answer. Its connections are closed: what they had not committed is rolled back. The next Python cell starts it afresh; run the cells above it first.',
    })
    expect(cellWords(state, 'p')).toBe('Python ended with it')
    expect(kernelInWords(on('p@python').kernel)).toBeNull()
    expect(kernelInWords({ kind: 'failed', message: 'could not load Python', hint: 'Try.' })).toEqual({
      head: 'Could not load Python',
      rest: 'Try.',
    })
  })
})

test.each([
  ['<b onclick="x()">a</b>', 'b'],
  ['<script>x()</script><style>*{}</style>', ''],
  ['<iframe src="https://example.com"></iframe><form><input></form>', ''],
  ['<a href="javascript:x()">a</a><a href="https://example.com/">b</a>', 'a a[href=https://example.com/]'],
  [
    '<table id="panel" class="fixed" style="position:fixed"><tr><td colspan="2">a</td></tr></table>',
    'table tbody tr td[colSpan=2]',
  ],
  ['<img src="https://example.com/x.png" onerror="x()"><svg><script>x()</script></svg>', ''],
  ['<lesson-cell cellId="a">a</lesson-cell>', ''],
])('of %j stays %j', (html, kept) => {
  const names: string[] = []
  const walk = (node: ReturnType<typeof safeHtml>['children'][number] | ReturnType<typeof safeHtml>) => {
    if (node.type === 'element') {
      const properties = Object.entries(node.properties).map(([name, value]) => `[${name}=${value}]`)
      names.push(node.tagName + properties.join(''))
    }
    if ('children' in node) node.children.forEach(walk)
  }
  walk(safeHtml(html))
  expect(names.join(' ')).toBe(kept)
})
