/** A real PostgreSQL server on a fresh cluster, from the programs that .ci/run has installed. */
import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../../bin/test/free-port.ts'
import type { Server } from '../../../lib/postgres/client/server.ts'
import { connectTo } from '../../../lib/postgres/host/tcp.ts'

export interface RealServer {
  server: Server
  stop: () => Promise<void>
}

/** Folder with bin, lib and share of PostgreSQL. */
const installation = resolve(process.env.REAL_POSTGRES ?? '')

/** What PGlite's build has, and what would differ from one machine to another. */
const clusterOptions = [
  '--username=postgres',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--no-sync',
]
const serverOptions = [
  '-c listen_addresses=127.0.0.1',
  '-c timezone=GMT',
  '-c log_timezone=GMT',
  '-c fsync=off',
]

/** Makes a cluster, starts it, and connects as clients do, over TCP. */
export async function startRealServer(): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'real-postgres-'))
  // PostgreSQL refuses to run as root, and its own user must be able to write here.
  await chmod(folder, 0o777)
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  const port = await freePort()
  await program('initdb', ['--pgdata', data, ...clusterOptions])
  const options = [...serverOptions, `-p ${port}`, `-k ${folder}`].join(' ')
  try {
    await program('pg_ctl', ['start', '--wait', '--pgdata', data, '--log', log, '--options', options])
  } catch (error) {
    throw new Error(`the real PostgreSQL did not start:\n${await readFile(log, 'utf8')}`, { cause: error })
  }
  const server = connectTo({ host: '127.0.0.1', port })
  return {
    server,
    stop: async () => {
      await server.stop()
      await program('pg_ctl', ['stop', '--mode=immediate', '--pgdata', data])
      await rm(folder, { recursive: true })
    },
  }
}

async function program(name: string, args: readonly string[]): Promise<void> {
  const path = join(installation, 'bin', name)
  const isRoot = process.getuid?.() === 0
  const [command, ...all] = isRoot ? ['runuser', '-u', 'nobody', '--', path, ...args] : [path, ...args]
  await promisify(execFile)(command, all, { cwd: tmpdir() })
}
