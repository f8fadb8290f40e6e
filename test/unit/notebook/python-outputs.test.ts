/** What Python prints: gathered as it comes, kept within bounds, shown as a terminal would, printed as a fence has it. */
import { describe, expect, test } from 'vitest'
import { keptOfStream, leftOut, outputsWith } from '../../../lib/notebook/cell-outputs.ts'
import type { CellEvent, CellOutput } from '../../../lib/notebook/model.ts'
import { printCell } from '../../../lib/notebook/print-cell.ts'
import { pythonPart } from '../../../lib/notebook/python-part.ts'
import { readRun } from '../../../lib/notebook/storage/records.ts'
import { trimmedRun } from '../../../lib/notebook/storage/trimmed-run.ts'
import { terminalText } from '../../../lib/notebook/terminal-text.ts'
import { run, table } from './outputs.ts'

const stdout = (text: string): CellOutput => ({ kind: 'stream', name: 'stdout', text })
const stderr = (text: string): CellOutput => ({ kind: 'stream', name: 'stderr', text })
const value = (text: string): CellOutput => ({ kind: 'display', text })
const traceback: CellOutput = {
  kind: 'traceback',
  name: 'ZeroDivisionError',
  message: 'division by zero',
  text: 'Cell In[1], line 1\n----> 1 1 / 0\nZeroDivisionError: division by zero',
  at: { from: 0, to: 5 },
}
const outputsOf = (...events: CellEvent[]) => events.reduce(outputsWith, [] as readonly CellOutput[])
const output = (of: CellOutput): CellEvent => ({ type: 'output', output: of })
const more = (text: string): CellEvent => ({ type: 'more', text })

describe('a stream', () => {
  test('grows while it is the last output', () => {
    expect(
      outputsOf(output(stdout('a')), more('b'), output(stderr('c')), more('d'), output(stdout('e'))),
    ).toEqual([stdout('ab'), stderr('cd'), stdout('e')])
  })

  test('that never ends keeps its beginning and its end', () => {
    const half = 'x'.repeat(keptOfStream)
    const outputs = outputsOf(
      output(stdout(half)),
      more(half),
      more('the end'),
      more(half),
      more(half),
      more('!'),
    )
    expect(outputs.map(({ kind }) => kind)).toEqual(['stream', 'remark', 'stream'])
    expect(outputs[1]).toBe(leftOut)
    const [first, , last] = outputs
    expect(first?.kind === 'stream' && first.text === half).toBe(true)
    expect(last?.kind === 'stream' && last.text.length <= 2 * keptOfStream && last.text.endsWith('x!')).toBe(
      true,
    )
  })

  test('does not take more when something else came last', () => {
    expect(outputsOf(output(value('1')), more('lost'))).toEqual([value('1')])
    expect(outputsOf(output(table(0)), { type: 'rows', rows: [['1']] })[0]).toMatchObject({ rowCount: 1 })
  })
})

test.each([
  ['plain\ntext', 'plain\ntext'],
  ['10 %\r20 %\r100 %\ndone', '100 %\ndone'],
  ['a long line\rshort', 'shortg line'],
  ['one\r\ntwo\r\n', 'one\ntwo\n'],
  ['ab\bc', 'ac'],
  ['\u001b[1;31mred\u001b[0m \u001b]0;title\u0007end', 'red end'],
])('a terminal leaves %j as %j', (written, shown) => {
  expect(terminalText(written)).toBe(shown)
})

test('a fence has stdout and the values, each value on a line of its own; nothing of stderr, and no traceback', () => {
  const remark: CellOutput = { kind: 'remark', text: 'ours' }
  expect(printCell([stdout('a'), stderr('b'), value('42'), remark, stdout('c\n'), traceback])).toBe(
    'a\n42\nc\n',
  )
  expect(printCell([value("'x'")])).toBe("'x'\n")
  expect(printCell([traceback])).toBe('')
  expect(printCell([{ kind: 'tag', tag: 'BEGIN' }])).toBe('BEGIN\n')
})

describe('a selection', () => {
  const source = 'def f():\n    for i in "ab":\n        print(i)\n\n    return 1\n'
  const selected = (text: string) => {
    const from = source.indexOf(text)
    return { from, to: from + text.length }
  }

  test('loses the indentation that its lines share, also where it begins behind it', () => {
    const { text, inWhole } = pythonPart(source, selected('for i in "ab":\n        print(i)\n\n    return 1'))
    expect(text).toBe('for i in "ab":\n    print(i)\n\nreturn 1')
    for (const word of ['for', 'print(i)', 'return']) {
      const from = text.indexOf(word)
      expect(inWhole({ from, to: from + word.length })).toEqual(selected(word))
    }
  })

  test('within a line, and all of the cell, are as they stand', () => {
    expect(pythonPart(source, selected('"ab"')).text).toBe('"ab"')
    expect(pythonPart(source, null).text).toBe(source)
  })
})

describe('what is kept', () => {
  const image = { type: 'image/png', base64: 'iVBORw0KGgo=' } as const
  const outputs: CellOutput[] = [
    stdout('a'),
    { kind: 'display', text: '<T>', html: '<b>x</b>', image },
    { kind: 'remark', text: 'r' },
    traceback,
  ]

  test('is what was printed', () => {
    const kept = run(...outputs)
    expect(readRun(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  test.each([
    { kind: 'stream', name: 'stdin', text: '' },
    { kind: 'display', text: '', html: 1 },
    { kind: 'display', text: '', image: { type: 'image/png', base64: '"><script>' } },
    { kind: 'display', text: '', image: { type: 'text/html', source: '' } },
    { kind: 'traceback', name: 'E', message: '', text: '', at: {} },
    { kind: 'remark' },
  ])('is refused when it is not one: %j', (bad) => {
    expect(readRun({ ...run(), outputs: [bad] })).toBeNull()
  })

  test('is cut where it is too long; the traceback stays', () => {
    const limits = { rows: 1, characters: 60 }
    const wide: CellOutput = { kind: 'display', text: 'x'.repeat(200), html: 'y'.repeat(200) }
    expect(trimmedRun(run(stdout('z'.repeat(50)), wide, traceback), limits).outputs).toEqual([
      stdout('z'.repeat(50)),
      value(`${'x'.repeat(10)}\n… 190 more characters were not kept`),
      { ...traceback, text: 'ZeroDivisionError: division by zero' },
    ])
  })
})
