import { describe, expect, it } from 'vitest'
import { ScriptScanner } from '../../../lib/postgres/script/scanner.ts'
import { characterOffset, errorRange, tokenEnd } from '../../../lib/postgres/script/token-range.ts'

describe('characterOffset', () => {
  it('counts code points from 1', () => {
    expect(characterOffset('a😀é', 1)).toBe(0)
    expect(characterOffset('a😀é', 2)).toBe(1)
    expect(characterOffset('a😀é', 3)).toBe(3)
    expect(characterOffset('a😀é', 4)).toBe(4)
    expect(characterOffset('a😀é', 99)).toBe(4)
  })
})

describe('tokenEnd', () => {
  it.each([
    ['selec 1', 'selec'],
    ["'a''b' c", "'a''b'"],
    ["E'\\'' c", "E'\\''"],
    ['"A b" c', '"A b"'],
    ['U&"d" c', 'U&"d"'],
    ['$x$ a $x$ c', '$x$ a $x$'],
    ['12abc$ c', '12abc$'],
    ['1..2', '1'],
    ['.5e-3)', '.5e-3'],
    ['1e5$ ', '1e5$'],
    ['$1 c', '$1'],
    ['::text', '::'],
    [':= 1', ':='],
    [': 1', ':'],
    ['<>-1', '<>'],
    ['@-1', '@-'],
    ['*-1', '*'],
    ['+/*c*/', '+'],
    ['->>--c', '->>'],
    ['(a', '('],
    ['größe)', 'größe'],
    ['😀 c', '😀'],
    ["'open", "'open"],
    ['/* a /* b */ */ c', '/* a /* b */ */'],
  ])('%s', (text, token) => {
    expect(text.slice(0, tokenEnd(text, 0))).toBe(token)
  })
})

describe('errorRange', () => {
  function marked(script: string, position: number): string {
    const part = new ScriptScanner(script).next()
    if (part?.kind !== 'statement') throw new Error('the script has no statement')
    const { from, to } = errorRange(part, position)
    return `${script.slice(0, from)}[${script.slice(from, to)}]${script.slice(to)}`
  }

  it.each([
    [
      'the token in the script, not in the statement',
      '\n -- 😀\n\nselect 😀\n\n, nope, 1;',
      12,
      '\n -- 😀\n\nselect 😀\n\n, [nope], 1;',
    ],
    ['at the end of input', 'select (\n\n  ', 12, 'select ([]\n\n  '],
    ['at the end of an unfinished string', "select 'a\n", 8, "select ['a]\n"],
  ])('%s', (_, script, position, expected) => {
    expect(marked(script, position)).toBe(expected)
  })
})
