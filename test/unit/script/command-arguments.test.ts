import { describe, expect, it } from 'vitest'
import {
  plainName,
  splitArguments,
  withoutSemicolons,
} from '../../../lib/postgres/script/command-arguments.ts'

describe('splitArguments', () => {
  it.each([
    ['', []],
    [' a  b ', ['a', 'b']],
    [' "My Table" x', ['"My Table"', 'x']],
    [" 'it''s\\n' x", ["it's\n", 'x']],
    [" a'b c'd", ['ab cd']],
    [" '\\x41\\101'", ['AA']],
    [' public."T*"', ['public."T*"']],
  ])('%s', (text, expected) => {
    expect(splitArguments(text).map((word) => ('text' in word ? word.text : word.problem))).toEqual(expected)
  })

  it('says where an argument stands, and whether it is quoted', () => {
    expect(splitArguments(" a 'b' ")).toEqual([
      { text: 'a', quoted: false, from: 1, to: 2 },
      { text: 'b', quoted: true, from: 3, to: 6 },
    ])
  })

  it('finds quotes without an end, and shell commands', () => {
    expect(splitArguments(" a 'b")).toMatchObject([
      { text: 'a' },
      { problem: 'unterminated-quote', from: 3, to: 5 },
    ])
    expect(splitArguments(' `ls`')).toEqual([{ problem: 'shell-command', from: 1, to: 5 }])
  })
})

const argument = (text: string) => ({ text, quoted: false, from: 1, to: 1 + text.length })

it('withoutSemicolons takes them off the end only', () => {
  expect(withoutSemicolons(argument('t;;'))).toEqual({ text: 't', quoted: false, from: 1, to: 2 })
  expect(withoutSemicolons(argument('"t;"'))).toEqual(argument('"t;"'))
})

it('plainName takes double quotes off', () => {
  expect(plainName(argument('"My ""DB"""'))).toBe('My "DB"')
  expect(plainName(argument('Shop'))).toBe('Shop')
})
