import { describe, expect, it } from 'vitest'
import { parseSpec } from '../../transcripts/runner/parse.ts'
import { runsOf } from '../../transcripts/runner/runs.ts'

const text = `# A spec for this test.
# Nobody has published it.

for level: READ COMMITTED, SERIALIZABLE

setup
    CREATE TABLE t ();
      -- further in

session alice, bob
    begins: BEGIN ISOLATION LEVEL :level;
    looks: SELECT 1::int AS level,
                  2 AS two;

session bob as clerk
    waits a lot: SELECT pg_sleep(3600);

order one
    # Comments may stand everywhere.
    alice begins
    bob waits a lot, in the background
    alice looks, to its end
    bob is done

order two
    bob looks
    bob disconnects
`

describe('a spec', () => {
  it('is read', () => {
    const spec = parseSpec('a.spec', text)
    expect(spec).toMatchObject({
      about: 'A spec for this test.\nNobody has published it.',
      variables: [{ name: 'level', values: ['READ COMMITTED', 'SERIALIZABLE'] }],
      setup: 'CREATE TABLE t ();\n  -- further in',
      teardown: '',
      orders: [{ title: 'one' }, { title: 'two' }],
    })
    expect(spec.sessions.map(({ name, steps }) => [name, [...steps.keys()]])).toEqual([
      ['alice', ['begins', 'looks']],
      ['bob', ['begins', 'looks', 'waits a lot']],
    ])
    expect(spec.sessions[0]?.steps.get('looks')).toBe('SELECT 1::int AS level,\n       2 AS two;')
    expect(spec.orders[0]?.lines).toEqual([
      { line: 20, session: 'alice', action: { kind: 'step', step: 'begins', until: 'settled' } },
      { line: 21, session: 'bob', action: { kind: 'step', step: 'waits a lot', until: 'running' } },
      { line: 22, session: 'alice', action: { kind: 'step', step: 'looks', until: 'end' } },
      { line: 23, session: 'bob', action: { kind: 'done' } },
    ])
  })

  it('is run with each value, in each order; casts are left alone', () => {
    const runs = runsOf(parseSpec('a.spec', text))
    expect(runs.map(({ title, fill }) => [title, fill('BEGIN :level; SELECT 1::level, :other')])).toEqual([
      ['READ COMMITTED · one', 'BEGIN READ COMMITTED; SELECT 1::level, :other'],
      ['SERIALIZABLE · one', 'BEGIN SERIALIZABLE; SELECT 1::level, :other'],
      ['READ COMMITTED · two', 'BEGIN READ COMMITTED; SELECT 1::level, :other'],
      ['SERIALIZABLE · two', 'BEGIN SERIALIZABLE; SELECT 1::level, :other'],
    ])
  })

  it.each([
    ['setup\n', 'a.spec:1: a spec opens with a comment: what it shows, and the source'],
    ['# a\n  x\n', 'a.spec:2: an indented line before the first heading'],
    [
      '# a\nstep x\n',
      'a.spec:2: unrecognized heading "step"; there are for, setup, teardown, session and order',
    ],
    ['# a\nfor x\n', 'a.spec:2: a variable is "for NAME: VALUE, VALUE"'],
    ['# a\nsession a and b\n', 'a.spec:2: sessions are "session NAME, NAME as ROLE in DATABASE"'],
    ['# a\nsession a\n  b\n', 'a.spec:3: a step is "name: SQL", and goes on in lines that stand further in'],
    ['# a\nsession a\n  b: X\n  b: Y\n', 'a.spec:4: step "b" is there already'],
    ['# a\nsession a\n  b: X\nsession a\n  b: Y\n', 'a.spec:4: session "a" has two steps "b"'],
    ['# a\norder\n  a b\n', 'a.spec:3: session "a" is not declared'],
    [
      '# a\nsession a\n  b: X\norder\n  a c\n',
      'a.spec:5: session "a" has no step "c"; it has b, is blocked, is done, is ended, disconnects',
    ],
    ['# a\nsession a\n  b: X', 'a.spec:3: there is no order'],
  ])('%j is a mistake', (wrong, message) => {
    expect(() => parseSpec('a.spec', wrong)).toThrow(message)
  })
})
