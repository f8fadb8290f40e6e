import { describe, expect, it } from 'vitest'
import { literal, parsePattern, patternConditions } from '../../../lib/postgres/client/describe/pattern.ts'

const columns = { schema: 's.nspname', name: 'c.relname', visible: 'visible(c.oid)' }
const conditions = (pattern: string) => patternConditions(parsePattern(pattern), columns)
const match = (column: string, expression: string) =>
  `${column} OPERATOR(pg_catalog.~) '^(${expression})$' COLLATE pg_catalog.default`

describe('parsePattern', () => {
  it.each([
    ['Notes', ['notes']],
    ['public.t*', ['public', 't.*']],
    ['t?', ['t.']],
    ['"Weird Name"', ['Weird Name']],
    ['"a.b".c', ['a\\.b', 'c']],
    ['"a""b"', ['a"b']],
    ['pg_$x', ['pg_\\$x']],
    ['int[]', ['int\\[]']],
    ['[a-c]+|d', ['[a-c]+|d']],
    ['a.b.c', ['a', 'b', 'c']],
  ])('%s', (pattern, parts) => {
    expect(parsePattern(pattern).parts).toEqual(parts)
  })
})

describe('patternConditions', () => {
  it.each([
    ['t', [match('c.relname', 't'), 'visible(c.oid)']],
    ['*', ['visible(c.oid)']],
    ['s.t', [match('c.relname', 't'), match('s.nspname', 's')]],
    ['*.*', []],
    ['s.*', [match('s.nspname', 's')]],
  ])('%s', (pattern, expected) => {
    expect(conditions(pattern)).toEqual(expected)
  })

  it('without a pattern ask for what is visible', () => {
    expect(patternConditions(null, columns)).toEqual(['visible(c.oid)'])
  })
})

it('literal quotes for any setting of standard_conforming_strings', () => {
  expect(literal("it's")).toBe("'it''s'")
  expect(literal('a\\.b')).toBe(" E'a\\\\.b'")
})
