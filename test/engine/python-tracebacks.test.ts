/** How a cell fails: word for word as IPython 8 prints it (checked against IPython 8.12), and where. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PythonCells } from './support/python-cells.ts'

let cells: PythonCells
/** The traceback of a cell that fails, and the part of its text that it names. */
const fail = async (source: string) => {
  const output = (await cells.run(source)).outputs.find(({ kind }) => kind === 'traceback')
  if (output?.kind !== 'traceback') throw new Error('the cell has not failed')
  return { ...output, marked: output.at && source.slice(output.at.from, output.at.to) }
}

beforeAll(async () => {
  cells = new PythonCells()
  await cells.kernel.ready
})
afterAll(() => cells.kernel.dispose())

it('names cells, lines and functions, with two statements around each', async () => {
  await cells.run(`def f(x, y=2):
    # comment
    z = 5
    return x / 0


    z = 7
    q = 8
    return q`)
  const { text, name, message, marked } = await fail(`def g(*args, **kw):
    for i in range(3):
        f(i,
          y=3)
    return 5
a = 1
b = 2
g(1, 2)
c = 3`)
  expect(text).toBe(`---------------------------------------------------------------------------
ZeroDivisionError                         Traceback (most recent call last)
Cell In[2], line 8
      6 a = 1
      7 b = 2
----> 8 g(1, 2)
      9 c = 3

Cell In[2], line 3, in g(*args, **kw)
      1 def g(*args, **kw):
      2     for i in range(3):
----> 3         f(i,
      4           y=3)
      5     return 5

Cell In[1], line 4, in f(x, y)
      1 def f(x, y=2):
      2     # comment
      3     z = 5
----> 4     return x / 0
      7     z = 7
      8     q = 8

ZeroDivisionError: division by zero`)
  expect({ name, message, marked }).toEqual({
    name: 'ZeroDivisionError',
    message: 'division by zero',
    marked: 'f(i,',
  })
})

it('chains exceptions, with less around those that led to the last', async () => {
  expect(
    (
      await fail(`a = 1
try:
    b = 2
    1/0
except ZeroDivisionError as e:
    int("x")
    y = 2
    z = 3
w = 3`)
    ).text,
  ).toBe(`---------------------------------------------------------------------------
ZeroDivisionError                         Traceback (most recent call last)
Cell In[3], line 4
      3     b = 2
----> 4     1/0
      5 except ZeroDivisionError as e:

ZeroDivisionError: division by zero

During handling of the above exception, another exception occurred:

ValueError                                Traceback (most recent call last)
Cell In[3], line 6
      4     1/0
      5 except ZeroDivisionError as e:
----> 6     int("x")
      7     y = 2
      8     z = 3

ValueError: invalid literal for int() with base 10: 'x'`)
})

it('shows a syntax error in its short form', async () => {
  const { text, marked } = await fail('x = 1\n  y = "🙂"; (2')
  expect(text).toBe(`  Cell In[4], line 2
    y = "🙂"; (2
    ^
IndentationError: unexpected indent`)
  expect(marked).toBe('y = "🙂"; (2')
})

it('skips the middle of a recursion, and of a long statement', async () => {
  const { text } = await fail('def turn(): return turn()\nturn()')
  expect(
    text.replace(/\d+ times/, 'n times'),
  ).toBe(`---------------------------------------------------------------------------
RecursionError                            Traceback (most recent call last)
Cell In[5], line 2
      1 def turn(): return turn()
----> 2 turn()

Cell In[5], line 1, in turn()
----> 1 def turn(): return turn()

Cell In[5], line 1, in turn()
----> 1 def turn(): return turn()

    [... skipping similar frames: turn at line 1 (n times)]

Cell In[5], line 1, in turn()
----> 1 def turn(): return turn()

RecursionError: maximum recursion depth exceeded`)
  expect(
    (await fail(`fail = lambda sql: 1/0\nfail('''${'line\n'.repeat(8)}''')`)).text,
  ).toContain(`----> 1 fail = lambda sql: 1/0
      2 fail('''line
      3 line
      4 line
   (...)
      9 line
     10 ''')
`)
})

it('shows the standard library, and none of our own frames', async () => {
  const { text } = await fail('import json\njson.loads("{")')
  expect(text).toContain('in JSONDecoder.decode(self, s, _w)\n')
  expect(
    (await fail('import time\ntime.sleep(-1)')).text,
  ).toBe(`---------------------------------------------------------------------------
ValueError                                Traceback (most recent call last)
Cell In[8], line 2
      1 import time
----> 2 time.sleep(-1)

ValueError: sleep length must be non-negative`)
})

it('marks the line in the cell that called what failed elsewhere', async () => {
  await cells.run('def broken():\n    raise LookupError("nothing here")')
  const { marked, message } = await fail('for _ in range(1):\n    broken()  # 🙂\n')
  expect({ marked, message }).toEqual({ marked: 'broken()  # 🙂', message: 'nothing here' })
})
