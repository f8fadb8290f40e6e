/** Cells as Jupyter runs them: one namespace, the last value shown, output as it comes, and how they fail. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PythonCells } from './support/python-cells.ts'

let cells: PythonCells
const run = (source: string) => cells.run(source)
const shown = async (source: string) => (await run(source)).outputs

beforeAll(async () => {
  cells = new PythonCells()
  await cells.kernel.ready
})
afterAll(() => cells.kernel.dispose())

it('shows the last expression and keeps it as _, unless it ends in a semicolon', async () => {
  expect(await shown('x = 20\nx + 1')).toEqual([{ kind: 'display', text: '21' }])
  expect(await shown('_ * 2  # a comment')).toEqual([{ kind: 'display', text: '42' }])
  expect(await shown('x; # nothing')).toEqual([])
  expect(await shown('None')).toEqual([])
  expect(await shown('_, x')).toEqual([{ kind: 'display', text: '(42, 20)' }])
})

it('keeps stdout, stderr and displayed values apart and in order', async () => {
  const source = `
import sys
print("one", end=" "); print("two")
print("wrong", file=sys.stderr)
display([1], "é")
print("three")
`
  expect(await shown(source)).toEqual([
    { kind: 'stream', name: 'stdout', text: 'one two\n' },
    { kind: 'stream', name: 'stderr', text: 'wrong\n' },
    { kind: 'display', text: '[1]' },
    { kind: 'display', text: "'é'" },
    { kind: 'stream', name: 'stdout', text: 'three\n' },
  ])
})

it('tells of ten thousand prints in few events, and of all of them', async () => {
  const { events, printed } = await run('for i in range(10_000): print(i)')
  expect(printed).toBe(Array.from({ length: 10_000 }, (_, i) => `${i}\n`).join(''))
  expect(events.length).toBeLessThan(1000)
})

it('prints while the cell still runs', async () => {
  const ran = run('print("begun", end="")\ninput()')
  await cells.printed('begun')
  await cells.asked()
  cells.kernel.answer('go on')
  expect((await ran).outcome).toBe('ok')
})

it('cuts what is endless where it arises, and says by how much', async () => {
  expect((await shown("print('x' * 2_999_999)")).at(-1)).toEqual({
    kind: 'remark',
    text: 'This cell printed 3,000,000 characters; only the first 1,000,000 are shown.',
  })
  const [value] = await shown("'y' * 300_000")
  expect(value?.text).toMatch(/^'y+… \(200,002 further characters are not shown\)$/)
})

it('awaits at the top of a cell', async () => {
  expect(await shown('import asyncio\nawait asyncio.sleep(0)\n"awaited"')).toEqual([
    { kind: 'display', text: "'awaited'" },
  ])
})

it('asks in the page, and prints what a terminal would show', async () => {
  const ran = run('name = input("Your name? ")\nname.upper()')
  await cells.asked()
  cells.kernel.answer('Zoë')
  const { outputs, events } = await ran
  expect(events[0]).toEqual({ type: 'input-wanted', prompt: 'Your name? ', hidden: false })
  expect(outputs).toEqual([
    { kind: 'stream', name: 'stdout', text: 'Your name? Zoë\n' },
    { kind: 'display', text: "'ZOË'" },
  ])
  const secret = run('import getpass\nlen(getpass.getpass())')
  await cells.asked()
  cells.kernel.answer('12345')
  expect((await secret).events[0]).toEqual({ type: 'input-wanted', prompt: 'Password: ', hidden: true })
  expect((await secret).printed).toBe('Password: ········\n5')
})

it('shows what an object offers itself: HTML, PNG, SVG', async () => {
  await run(`
class Rich:
    def __init__(self, **given): self.given = given
    def __repr__(self): return "rich"
    def _repr_html_(self): return self.given.get("html")
    def _repr_png_(self): return self.given.get("png")
    def _repr_svg_(self): return self.given.get("svg")
`)
  expect(await shown('Rich(html="<b>bold</b>")')).toEqual([
    { kind: 'display', text: 'rich', html: '<b>bold</b>' },
  ])
  expect(await shown('Rich(png=b"\\x89PNG")')).toEqual([
    { kind: 'display', text: 'rich', image: { type: 'image/png', base64: 'iVBORw==' } },
  ])
  expect(await shown('Rich(svg="<svg/>")')).toEqual([
    { kind: 'display', text: 'rich', image: { type: 'image/svg+xml', source: '<svg/>' } },
  ])
  expect(await shown('Rich')).toEqual([{ kind: 'display', text: "<class '__main__.Rich'>" }])
})

it('answers what is meant for a shell or for IPython with a sentence', async () => {
  expect((await run('!pip install requests')).printed).toMatch(/requests can't be installed/)
  expect((await run('x = "\\n!not a command"\n%timeit x\nx')).printed).toMatch(
    /“%timeit”.*'\\n!not a command'$/,
  )
  expect((await run('!ls -l')).printed).toMatch(/“!ls -l” is a command for a shell/)
})

it('leaves tasks and the event loop to the cells: what ends a task ends nothing else', async () => {
  const { printed } = await run(`
async def leave():
    raise SystemExit(3)
task = asyncio.create_task(leave())
await asyncio.sleep(0)
await asyncio.sleep(0.01)
repr(task.exception())`)
  expect(printed).toContain("'SystemExit(3)'")
  expect((await run('asyncio.run(asyncio.sleep(0))')).printed).toContain(
    'RuntimeError: asyncio.run() cannot be called from a running event loop',
  )
})

it('keeps JavaScript out of reach', async () => {
  expect((await run('import js\njs.fetch')).error).toBe('AttributeError')
  expect((await run('from pyodide.code import run_js\nrun_js("1")')).error).toBe('JsException')
})

it('is lost when the stack is full, with a sentence', async () => {
  const other = new PythonCells()
  const ended = new Promise((resolve) => other.kernel.onEnded(resolve))
  const nested = 'x = []\nfor _ in range(100_000): x = [x]\nrepr(x)'
  expect((await other.run(nested)).outcome).toBe('lost')
  expect(await ended).toMatch(/^Python has crashed: its stack is full\./)
})

it('is lost when Python ends itself, with a sentence; the next cell has no kernel', async () => {
  const other = new PythonCells()
  const ended = new Promise((resolve) => other.kernel.onEnded(resolve))
  expect(await other.run('import os\nprint("last words")\nos._exit(3)')).toMatchObject({
    outcome: 'lost',
    printed: 'last words\n',
  })
  expect(await ended).toBe('Python has ended itself (os._exit(3)).')
  expect((await other.run('1')).outcome).toBe('lost')
})
