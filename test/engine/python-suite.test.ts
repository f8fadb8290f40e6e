/** The tests that are written in Python, file by file, in the kernel: so in the Python that the page has. */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer } from '../../lib/postgres/host/node.ts'
import { PythonCells } from './support/python-cells.ts'

const folder = join(import.meta.dirname, '../python')
const files = readdirSync(folder).filter((name) => name.endsWith('.py'))

const server = startServer({ maxConnections: 16 })
const cells = new PythonCells(async () => server)

beforeAll(async () => {
  await Promise.all([server.ready, cells.kernel.ready])
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))
  const { outcome, printed } = await cells.run(`
import pathlib, sys, unittest
pathlib.Path("/tests").mkdir()
for name, text in ${JSON.stringify(files.map((name, index) => [name, texts[index]]))}:
    pathlib.Path("/tests", name).write_text(text)
sys.path.append("/tests")
`)
  expect(outcome, printed).toBe('ok')
})
afterAll(async () => {
  await cells.kernel.dispose()
  await server.stop({ immediate: true })
})

it.each(files.filter((name) => name.startsWith('test_')))('%s', async (file) => {
  const { outcome, printed } = await cells.run(`
# Some tests have a server that is a script, on lines which the kernel has not lent.
from psycopg2 import _observer
_observer.observe(_observer.Nobody())
suite = unittest.defaultTestLoader.loadTestsFromName(${JSON.stringify(file.slice(0, -'.py'.length))})
result = unittest.TextTestRunner(sys.stdout).run(suite)
assert result.wasSuccessful() and result.testsRun > 0
`)
  expect(outcome, printed).toBe('ok')
})
