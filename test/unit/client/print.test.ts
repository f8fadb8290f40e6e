import { describe, expect, it } from 'vitest'
import type { Column, Output, TableOutput, Value } from '../../../lib/postgres/client/outcome.ts'
import { errorPlace, printOutputs } from '../../../lib/postgres/client/print.ts'

const fields = { severity: 'ERROR', code: '42601', message: 'a mistake' }

function column(name: string, typeOid = 25): Column {
  return { name, typeOid, typeModifier: -1, typeName: '' }
}

function table(columns: Column[], rows: Value[][], more: Partial<TableOutput> = {}): TableOutput {
  return { kind: 'table', columns, chunks: [rows], rowCount: rows.length, tag: 'SELECT', ...more }
}

describe('printOutputs', () => {
  it('puts numbers to the right, and marks cells that go on below', () => {
    const output = table(
      [column('a'), column('n', 23), column('b\nc')],
      [
        ['x\nyy', '1', null],
        ['', null, 'z'],
      ],
    )
    expect(printOutputs([output])).toBe(
      [
        ' a  | n | b+',
        '    |   | c ',
        '----+---+---',
        ' x +| 1 | ',
        ' yy |   | ',
        '    |   | z',
        '(2 rows)',
        '',
        '',
      ].join('\n'),
    )
  })

  it('takes all chunks', () => {
    const output = { ...table([column('a')], []), chunks: [[['1']], [['2'], ['3']]], rowCount: 3 }
    expect(printOutputs([output])).toBe(' a \n---\n 1\n 2\n 3\n(3 rows)\n\n')
  })

  it('prints a title and footers in place of the count', () => {
    const output = table([column('Column'), column('Type')], [['a', 'int']], {
      title: 'Table "t"',
      footers: ['Indexes:', '    "i"'],
    })
    expect(printOutputs([output])).toBe(
      '   Table "t"\n Column | Type \n--------+------\n a      | int\nIndexes:\n    "i"\n\n',
    )
  })

  it('prints no table of a statement that failed in its middle', () => {
    const { tag: _, ...open } = table([column('a')], [['1']])
    expect(printOutputs([open, { kind: 'error', fields, statement: 'x' }])).toBe('ERROR:  a mistake\n')
  })

  it.each(['INSERT 0 1', 'UPDATE 1', 'DELETE 1', 'MERGE 1'])('prints %s after its rows', (tag) => {
    expect(printOutputs([table([column('a')], [['1']], { tag })])).toBe(` a \n---\n 1\n(1 row)\n\n${tag}\n`)
  })

  it.each<[string, Output, string]>([
    ['a tag', { kind: 'tag', tag: 'BEGIN' }, 'BEGIN\n'],
    ['text', { kind: 'text', text: '1\t2\n' }, '1\t2\n'],
    ['text without an end of line', { kind: 'text', text: 'x' }, 'x\n'],
    ['no text', { kind: 'text', text: '' }, ''],
    [
      'a notification',
      { kind: 'notification', channel: 'c', payload: '', pid: 7 },
      'Asynchronous notification "c" received from server process with PID 7.\n',
    ],
    [
      'a notification with payload',
      { kind: 'notification', channel: 'c', payload: 'p', pid: 7 },
      'Asynchronous notification "c" with payload "p" received from server process with PID 7.\n',
    ],
    ['a mistake in the script', { kind: 'script-error', message: 'm', hint: 'h' }, 'm\nHINT:  h\n'],
    [
      'a lost connection',
      { kind: 'lost', message: 'why' },
      'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n',
    ],
    [
      'an error with all its parts',
      {
        kind: 'error',
        statement: 'select 1',
        fields: {
          ...fields,
          detail: 'd',
          hint: 'h',
          internalQuery: 'nope',
          internalPosition: 1,
          where: 'w\nw2',
        },
      },
      'ERROR:  a mistake\nLINE 1: nope\n        ^\nDETAIL:  d\nHINT:  h\nQUERY:  nope\nCONTEXT:  w\nw2\n',
    ],
    [
      'a notice, without context',
      {
        kind: 'notice',
        statement: "'\\'",
        fields: { ...fields, severity: 'WARNING', position: 1, where: 'w' },
      },
      "WARNING:  a mistake\nLINE 1: '\\'\n        ^\n",
    ],
  ])('prints %s', (_, output, text) => {
    expect(printOutputs([output])).toBe(text)
  })

  it('prints 100,000 rows', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [String(index)])
    expect(printOutputs([table([column('n', 23)], rows)]).split('\n')).toHaveLength(100_005)
  })
})

describe('errorPlace', () => {
  it('is null without a position, and where there is nothing', () => {
    expect(errorPlace(fields, 'select')).toBeNull()
    expect(errorPlace({ ...fields, position: 9 }, 'select')).toBeNull()
    expect(errorPlace({ ...fields, position: 1 }, '')).toBe('LINE 1: \n        ^')
  })

  it('counts characters, not UTF-16 units, and columns, not characters', () => {
    expect(errorPlace({ ...fields, position: 3 }, '😀 x')).toBe('LINE 1: 😀 x\n           ^')
  })

  it('counts lines', () => {
    expect(errorPlace({ ...fields, position: 7 }, 'a\nb\r\n\tc\nd')).toBe('LINE 3:  c\n         ^')
  })
})
