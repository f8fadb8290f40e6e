/** A PostgreSQL server that is somebody's: lessons run on it one after the other, and it is left as it was found. */
import { withConnection } from '../../../lib/postgres/client/query.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import type { TcpAddress } from '../../../lib/postgres/host/cancel-key.ts'
import { connectTo } from '../../../lib/postgres/host/tcp.ts'
import { CommandError } from '../../command.ts'
import type { LoadedLesson } from '../load.ts'
import type { LessonHost } from './host.ts'
import { namesMadeBy } from './names-made.ts'
import { dropWhatIsNew, inventoryOf } from './tidy.ts'

/** `postgres://localhost:5432`. Throws a CommandError (exit 2) for what is no such address. */
export function serverElsewhere(address: string): LessonHost {
  const { hostname, port, username } = addressOf(address)
  if (username !== '' && username !== 'postgres') {
    throw new CommandError(
      `lessons work as role "postgres", not as "${username}"`,
      'they set up other roles and databases as the superuser postgres',
      2,
    )
  }
  const at = { host: hostname.replace(/^\[|\]$/g, '') || 'localhost', port: Number(port || 5432) }
  return { atOnce: 1, open: (lesson) => open(at, lesson) }
}

function addressOf(address: string): URL {
  const url = URL.parse(address.replace(/^postgres(?:ql)?:/, 'http:'))
  if (url === null || !isServerAddress(address)) {
    throw new CommandError(`"${address}" is no address of a server`, 'write postgres://localhost:5432', 2)
  }
  return url
}

/** Whether a word of the command line is meant as one. */
export function isServerAddress(word: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(word)
}

async function open(address: TcpAddress, lesson: LoadedLesson) {
  const before = await asked(connectTo(address), inventoryOf)
  const made = namesMadeBy([...lesson.before, lesson.lesson])
  refuse('role', made.roles, before.roles)
  refuse('database', made.databases, before.databases)
  const server = connectTo(address)
  const close = async () => {
    // A check that was stopped has sessions yet.
    await server.stop()
    const tidier = connectTo(address)
    await asked(tidier, (ask) => dropWhatIsNew(before, ask, tidier))
  }
  return { server, close }
}

/** What is there is somebody's: it is neither changed nor taken for the lesson's. */
function refuse(what: string, made: readonly string[], there: readonly string[]): void {
  const name = made.find((each) => there.includes(each))
  if (name === undefined) return
  throw new CommandError(
    `the server has a ${what} "${name}", which the lesson would make`,
    'use a server of its own for lessons; "--against" without an address makes one',
  )
}

async function asked<T>(server: Server, work: Parameters<typeof withConnection<T>>[2]): Promise<T> {
  try {
    return await withConnection(server, { user: 'postgres', database: 'postgres' }, work)
  } catch (error) {
    throw new CommandError(
      `the server cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
      'it must run, and let every role in without a password (pg_hba.conf: trust)',
    )
  }
}
