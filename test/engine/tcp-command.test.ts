import { afterEach, expect, it } from 'vitest'
import { run } from '../../bin/postgres/run.ts'
import { connectTo } from '../../lib/postgres/host/tcp.ts'
import { type TestWorld, world } from '../unit/bin/world.ts'
import { RawClient, transcript } from './support/raw-client.ts'

let command: TestWorld | null = null
afterEach(() => command?.interrupt())

/** Starts the command on a free port; its port, and what it returns in the end. */
async function start() {
  let listens: (port: number) => void = () => {}
  const listening = new Promise<number>((resolve) => {
    listens = resolve
  })
  const stdout = {
    write: (text: string) => {
      const [, port] = /port (\d+)/.exec(text) ?? []
      if (port) listens(Number(port))
    },
  }
  command = world(['--port', '0'], { stdout })
  const ended = run(command.environment)
  return { port: await listening, ended, command }
}

const client = async (port: number) => {
  const made = new RawClient(connectTo({ host: '127.0.0.1', port }))
  await made.until('ReadyForQuery')
  return made
}

it('shuts down as PostgreSQL does on Ctrl-C: clients are told, one that does not read is left', async () => {
  const { port, ended, command } = await start()
  const idle = await client(port)
  const deaf = await client(port)
  deaf.connection.pause()
  deaf.send({ type: 'Query', query: `SELECT repeat('x', 1000) FROM generate_series(1, 100000)` })
  await idle.query('BEGIN')
  command.interrupt()
  expect(transcript(await idle.until('ErrorResponse'))).toEqual([
    'FATAL 57P01 terminating connection due to administrator command',
  ])
  expect(await ended).toBe(0)
  expect(command.stderr()).toContain('FATAL:  terminating connection due to administrator command')
})

it('writes the errors of its clients as PostgreSQL logs them', async () => {
  const { port, ended, command } = await start()
  const alice = await client(port)
  await alice.query('SELECT 1 / 0')
  command.interrupt()
  await ended
  expect(command.stderr()).toMatch(/ERROR: {2}division by zero\n.*STATEMENT: {2}SELECT 1 \/ 0\n/)
})
