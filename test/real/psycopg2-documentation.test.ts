/** psycopg2's documentation, example by example: our kernel prints what the real psycopg2 prints, on the same server. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PythonCells } from '../engine/support/python-cells.ts'
import { ScriptClient } from '../engine/support/script-client.ts'
import { type RealServer, startRealServer } from './support/real-server.ts'

const folder = join(import.meta.dirname, '../python/documentation')
const program = join(folder, 'session.py')
/** The host by which cells know the server: they have only one. */
const ourHost = '127.0.0.1'

let real: RealServer
let administrator: ScriptClient
let cells: PythonCells

beforeAll(async () => {
  real = await startRealServer()
  administrator = new ScriptClient(real.server)
  cells = new PythonCells(async () => real.server)
  await cells.kernel.ready
  const { outcome, printed } = await cells.run(
    `import types\nsession = types.ModuleType('session')\nexec(${JSON.stringify(await readFile(program, 'utf8'))}, session.__dict__)`,
  )
  expect(outcome, printed).toBe('ok')
})
afterAll(async () => {
  await cells?.kernel.dispose()
  await real?.stop()
})

it.each(readdirSync(join(folder, 'snippets')))('%s', { timeout: 120_000 }, async (file) => {
  const path = join(folder, 'snippets', file)
  const expected = await inRealPython(path)
  expect(expected).toContain('\n# ')
  expect(await inKernel(path)).toBe(expected)
})

async function inRealPython(path: string): Promise<string> {
  const { host } = real.address
  const python = process.env.REAL_PSYCOPG2 ?? '/usr/bin/python3'
  const args = [program, await freshDatabase(host), path]
  const { stdout } = await promisify(execFile)(python, args, { env: { ...process.env, TZ: 'UTC' } })
  return stdout.replaceAll(host, ourHost)
}

async function inKernel(path: string): Promise<string> {
  const text = JSON.stringify(await readFile(path, 'utf8'))
  const { outputs } = await cells.run(`session.show(${text}, '${await freshDatabase(ourHost)}')`)
  // The kernel's own remarks, of connections that were left open, are none of psycopg2's.
  return outputs.map((output) => (output.kind === 'remark' ? '' : output.text)).join('')
}

/** Makes a database for one run of a file, and says how to connect to it. */
async function freshDatabase(host: string): Promise<string> {
  await administrator.run(
    'DROP DATABASE IF EXISTS documentation WITH (FORCE); CREATE DATABASE documentation;',
  )
  return `host=${host} port=${real.address.port} user=postgres dbname=documentation`
}
