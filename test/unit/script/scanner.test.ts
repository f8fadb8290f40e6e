import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ScriptScanner } from '../../../lib/postgres/script/scanner.ts'
import { type ScriptPart, scriptOffset } from '../../../lib/postgres/script/statement.ts'

function parts(script: string, standardStrings = true): ScriptPart[] {
  const scanner = new ScriptScanner(script, () => standardStrings)
  const found: ScriptPart[] = []
  for (let part = scanner.next(); part !== null; part = scanner.next()) found.push(part)
  return found
}

const texts = (script: string, standardStrings = true) =>
  parts(script, standardStrings).map((part) => (part.kind === 'statement' ? part.text : `\\${part.name}`))

describe('where a statement ends', () => {
  it.each<[string, string, string[]]>([
    ['a semicolon', 'select 1; select 2', ['select 1;', 'select 2']],
    ['the end of the script', 'select 1', ['select 1']],
    ['empty statements are sent', ';;', [';', ';']],
    ['nothing to send', ' \n-- only a comment\n\n', []],
    [
      'a semicolon in parentheses',
      'create rule r as on insert to t do (select 1; select 2); select 3',
      ['create rule r as on insert to t do (select 1; select 2);', 'select 3'],
    ],
    ['a closing parenthesis too many', 'select 1); select 2', ['select 1);', 'select 2']],
    ['quotes', `select ';', "a;b", 'it''s;'; select 2`, [`select ';', "a;b", 'it''s;';`, 'select 2']],
    ['a backslash in a plain string', "select '\\'; select 2", ["select '\\';", 'select 2']],
    ['a backslash in E quotes', "select E'\\';'; select 2", ["select E'\\';';", 'select 2']],
    ['a word that ends in e', "select date'2020-01-01'; select 2", ["select date'2020-01-01';", 'select 2']],
    ['U& quotes', `select U&'\\0041;', U&"a;"; select 2`, [`select U&'\\0041;', U&"a;";`, 'select 2']],
    [
      'dollar quotes',
      'do $$ begin; $ end $$; do $a$ $$;$$ $b$;$b$ $a$; select 2',
      ['do $$ begin; $ end $$;', 'do $a$ $$;$$ $b$;$b$ $a$;', 'select 2'],
    ],
    ['a dollar inside an identifier', 'select a$b$; select c$b$', ['select a$b$;', 'select c$b$']],
    ['a parameter is no dollar quote', 'select $1;$1', ['select $1;', '$1']],
    [
      'nested comments',
      '/* a; /* b; */ ; */ select 1; select 2',
      ['/* a; /* b; */ ; */ select 1;', 'select 2'],
    ],
    ['a comment inside an operator', 'select 1 +/*;*/ 2; select 2', ['select 1 +/*;*/ 2;', 'select 2']],
    [
      'casts, slices and names after a colon',
      "select a[1:2]::text, :x, :'y'; z",
      ["select a[1:2]::text, :x, :'y';", 'z'],
    ],
    [
      'statements joined by \\;',
      'begin\\; select 1\\; commit; select 2',
      ['begin; select 1; commit;', 'select 2'],
    ],
    ['\\: is a colon', 'select \\:x', ['select :x']],
    [
      'an atomic body',
      'create function f() returns int begin atomic select case when true then 1 end; select 2; end; x',
      ['create function f() returns int begin atomic select case when true then 1 end; select 2; end;', 'x'],
    ],
    [
      'CREATE OR REPLACE PROCEDURE',
      'create or replace procedure p() begin atomic select 1; end; x',
      ['create or replace procedure p() begin atomic select 1; end;', 'x'],
    ],
    [
      'BEGIN elsewhere',
      'begin; select 1; end; create table begin (); x',
      ['begin;', 'select 1;', 'end;', 'create table begin ();', 'x'],
    ],
    [
      'a BEGIN in parentheses',
      'create function f(begin int) as $$x$$; x',
      ['create function f(begin int) as $$x$$;', 'x'],
    ],
    ['never closed', "select 1; select 'a; b", ['select 1;', "select 'a; b"]],
  ])('%s', (_, script, expected) => {
    expect(texts(script)).toEqual(expected)
  })

  it('lets a backslash escape in plain quotes without standard_conforming_strings', () => {
    expect(texts("select '\\'; x'; select 2", false)).toEqual(["select '\\'; x';", 'select 2'])
  })

  it('asks for standard_conforming_strings again at each line', () => {
    let standard = true
    const scanner = new ScriptScanner("set x;\nselect '\\';';", () => standard)
    scanner.next()
    standard = false
    expect(scanner.next()).toMatchObject({ text: "select '\\';';" })
  })
})

describe('what is sent', () => {
  it.each<[string, string, string[]]>([
    [
      'without leading blanks and -- comments',
      '\n  -- why\n\n select 1;\n -- then\nselect 2',
      ['select 1;', 'select 2'],
    ],
    [
      'with leading block comments, and what follows them',
      '/* a */ -- b\nselect 1',
      ['/* a */ -- b\nselect 1'],
    ],
    ['without empty lines', 'select\n\n1,\n \n2', ['select\n1,\n \n2']],
    ['with empty lines in quotes and comments', "select 'a\n\nb' /*\n\n*/", ["select 'a\n\nb' /*\n\n*/"]],
    ['with -- comments inside', 'select 1 -- one\n, 2 -- two\n;', ['select 1 -- one\n, 2 -- two\n;']],
    ['with carriage returns', 'select\r\n1;\r\n', ['select\r\n1;']],
    ['without a byte order mark', '\ufeffselect 1', ['select 1']],
  ])('%s', (_, script, expected) => {
    expect(texts(script)).toEqual(expected)
  })
})

describe('backslash commands', () => {
  it('take the rest of their line', () => {
    const script = 'select 1;\n\\d+ "my table" ; \nselect 2;'
    expect(parts(script)).toMatchObject([
      { text: 'select 1;' },
      { kind: 'command', name: 'd+', argumentText: ' "my table" ; ', range: { from: 10, to: 26 } },
      { text: 'select 2;' },
    ])
  })

  it('stand in the middle of a statement without a trace', () => {
    expect(texts('select\n\\dt\n1;')).toEqual(['\\dt', 'select\n1;'])
    expect(texts('select \\dt\n1;')).toEqual(['\\dt', 'select \n1;'])
  })

  it('end at the next backslash, and at two', () => {
    expect(texts('\\d a \\dt b \\\\ select 1;')).toEqual(['\\d', '\\dt', 'select 1;'])
  })

  it('keep quoted backslashes', () => {
    expect(parts("\\x 'a\\b' c")).toMatchObject([{ argumentText: " 'a\\b' c" }])
  })

  it('are text in quotes, comments and dollar quotes', () => {
    expect(texts("select '\\d' /* \\d */ -- \\d\n, $$ \\d $$")).toHaveLength(1)
  })
})

describe('COPY data', () => {
  it('are the lines up to \\., from the next line on', () => {
    const scanner = new ScriptScanner('copy t from stdin; select 1;\n1\t;\n\n\\.\nselect 2;')
    expect(scanner.next()).toMatchObject({ text: 'copy t from stdin;' })
    expect(scanner.copyData()).toEqual({ text: '1\t;\n\n', range: { from: 29, to: 34 }, terminated: true })
    expect(scanner.next()).toMatchObject({ text: 'select 1;' })
    expect(scanner.next()).toMatchObject({ text: 'select 2;' })
    expect(scanner.next()).toBeNull()
  })

  it.each([
    ['at the end of the script', 'copy t from stdin;\n1\n\\.', '1\n', true],
    ['with a carriage return', 'copy t from stdin;\n1\r\n\\.\r\n', '1\r\n', true],
    ['missing', 'copy t from stdin;\n1\n\\.x\n \\.\n', '1\n\\.x\n \\.\n', false],
    ['nothing at all', 'copy t from stdin;', '', false],
  ])('the end: %s', (_, script, text, terminated) => {
    const scanner = new ScriptScanner(script)
    scanner.next()
    expect(scanner.copyData()).toMatchObject({ text, terminated })
    expect(scanner.next()).toBeNull()
  })
})

/** Pieces of SQL that open, close and mislead. */
const fragment = fc.oneof(
  fc.constantFrom(
    ..."'|''|E'|U&'|\"|$$|$a$|$1|--|/*|*/|;|;;|\n|\n\n|\r\n|(|)|[1:2]|::|:x|\\;|\\:|\\d x|\\\\|begin|end|case|é|😀|1e5|+|-|a".split(
      '|',
    ),
    'create function f() begin atomic ',
    '\\.\n',
  ),
  fc.string({ maxLength: 3, unit: 'binary' }),
)
const script = fc.array(fragment, { maxLength: 25 }).map((fragments) => fragments.join(' '))

describe('for any script', () => {
  it('statements are made of ordered pieces of the script, and nothing but blanks, comments and commands is left out', () => {
    fc.assert(
      fc.property(script, (text) => {
        const left = text.split('')
        let end = 0
        for (const part of parts(text)) {
          if (part.kind === 'command') {
            left.fill('', part.range.from, part.range.to)
            continue
          }
          expect(part.pieces.map(({ from, to }) => text.slice(from, to)).join('')).toBe(part.text)
          for (const piece of part.pieces) {
            expect(piece.from).toBeGreaterThanOrEqual(end)
            expect(piece.to).toBeGreaterThan(piece.from)
            end = piece.to
            left.fill('', piece.from, piece.to)
          }
        }
        expect(
          left
            .join('')
            .replace(/^\ufeff/, '')
            .replace(/--.*/g, '')
            .replace(/[\s\\]+/g, ''),
        ).toBe('')
      }),
    )
  })

  it('offsets of a statement point at the same characters in the script', () => {
    fc.assert(
      fc.property(script, (text) => {
        for (const part of parts(text)) {
          if (part.kind === 'command') continue
          for (let offset = 0; offset < part.text.length; offset++) {
            expect(text[scriptOffset(part, offset)]).toBe(part.text[offset])
          }
          expect(scriptOffset(part, part.text.length)).toBe(part.range.to)
        }
      }),
    )
  })

  it('a quoted text is never taken apart', () => {
    const quoted = fc
      .string({ maxLength: 12 })
      .chain((inner) =>
        fc.constantFrom(
          `'${inner.replaceAll("'", "''")}'`,
          `E'${inner.replace(/['\\]/g, '\\$&')}'`,
          `"${inner.replaceAll('"', '""')}"`,
          `$q$${inner.replaceAll('$q', '')}$q$`,
          `/*${inner.replace(/[*/]/g, '')}*/`,
        ),
      )
    fc.assert(
      fc.property(fc.array(quoted, { minLength: 1, maxLength: 6 }), (quotes) => {
        const statement = `select ${quotes.join(' , ')};`
        expect(texts(`${statement}\n${statement}`)).toEqual([statement, statement])
      }),
    )
  })
})

it('takes a megabyte apart at once', () => {
  const line = "insert into t values (1, 'text with ; in it', $$x$$); -- why\n"
  expect(texts(line.repeat(16_000))).toHaveLength(16_000)
  expect(texts(`select '${'x'.repeat(1_000_000)}';`)).toHaveLength(1)
})
