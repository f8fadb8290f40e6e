/** The notebook's own server, a fresh one for each lesson. */
import { availableParallelism, freemem } from 'node:os'
import { BootError, type Server } from '../../../lib/postgres/client/server.ts'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { CommandError } from '../../command.ts'
import type { LessonHost } from './host.ts'

/** What a server with some ten sessions may need, in bytes. */
const memoryOfServer = 1 << 30

export function ourServers(): LessonHost {
  return { atOnce: serversAtOnce(), open }
}

/** While one lesson starts its server, the others compute; as many as have memory. */
function serversAtOnce(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / memoryOfServer)))
}

async function open() {
  const server = start()
  const close = () => server.stop({ immediate: true })
  try {
    await server.ready
    return { server, close }
  } catch (error) {
    await close()
    if (error instanceof BootError) throw new CommandError(error.message, error.hint)
    throw error
  }
}

function start(): Server {
  try {
    return startServer()
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error))
  }
}
