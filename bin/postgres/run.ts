/** `npm run postgres`: the notebook's server over TCP on loopback, for psql, psycopg2 and graphical clients. */
import { once } from 'node:events'
import { createServer, type Server as NetServer } from 'node:net'
import { BootError } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { CommandError, type Environment } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { portOption } from '../serve/address.ts'
import { Front } from './front.ts'

const HOST = '127.0.0.1'

export async function run(environment: Environment): Promise<number> {
  const command = commandLine(
    'npm run postgres --',
    'Serves a fresh PostgreSQL over TCP on loopback. It asks for no password, and keeps nothing when it ends.',
    environment,
  ).option('--port <number>', 'the port to listen on', portOption, 5433)
  if (!parse(command, environment)) return 0
  const { port } = command.opts<{ port: number }>()
  const server = startServer()
  const front = new Front(server)
  const listener = createServer({ noDelay: true }, (socket) => front.accept(socket))
  const taken = await listen(listener, port)
  try {
    await server.ready
    environment.stdout.write(
      `PostgreSQL listens on ${HOST}, port ${taken} (Ctrl-C ends it). Try: psql -h ${HOST} -p ${taken} -U postgres\n`,
    )
    server.onLog((line) => environment.stderr.write(`${line}\n`))
    if (!environment.signal.aborted) await once(environment.signal, 'abort')
    return 0
  } catch (error) {
    throw error instanceof BootError ? new CommandError(error.message, error.hint) : error
  } finally {
    listener.close()
    await server.stop()
    await front.close()
  }
}

async function listen(listener: NetServer, port: number): Promise<number> {
  listener.listen(port, HOST)
  try {
    await once(listener, 'listening')
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
    if (!taken) throw error
    throw new CommandError(
      `port ${port} is in use by another program`,
      `take another one with --port ${port + 1}, or end that program`,
    )
  }
  const address = listener.address()
  return typeof address === 'object' && address ? address.port : port
}
