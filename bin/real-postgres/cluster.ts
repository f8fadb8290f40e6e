/** A real PostgreSQL server on a fresh cluster, for as long as it is needed. */
import { execFile } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Server } from '../../lib/postgres/client/server.ts'
import { connectTo } from '../../lib/postgres/host/tcp.ts'

export interface RealServer {
  server: Server
  /** Where other clients find it. */
  address: { host: string; port: number }
  stop: () => Promise<void>
}

/** What PGlite's build has, and what would differ from one machine to another. */
const clusterOptions = [
  '--username=postgres',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C.UTF-8',
  '--no-sync',
]
const serverOptions = ['-c timezone=GMT', '-c log_timezone=GMT', '-c fsync=off']
/** Lessons look at it. */
const port = 5432

/** Makes a cluster, starts it, and connects as clients do, over TCP. `installation` has bin, lib and share of PostgreSQL. */
export async function startRealServer(installation: string): Promise<RealServer> {
  const program = (name: string, args: readonly string[]) => run(join(installation, 'bin', name), args)
  const folder = await makeFolder()
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  // A loopback address of its own: all servers have the usual port, beside whatever else runs here.
  const host = `127.${[1, 2, 3].map(() => 1 + randomInt(254)).join('.')}`
  await run('cp', ['-r', await freshCluster(installation), data])
  const options = [...serverOptions, `-c listen_addresses=${host}`, `-p ${port}`, `-k ${folder}`].join(' ')
  try {
    await program('pg_ctl', ['start', '--wait', '--pgdata', data, '--log', log, '--options', options])
  } catch (error) {
    const said = await readFile(log, 'utf8')
    await rm(folder, { recursive: true })
    throw new Error(`the real PostgreSQL did not start:\n${said}`, { cause: error })
  }
  const address = { host, port }
  const server = connectTo(address)
  return {
    server,
    address,
    stop: async () => {
      await server.stop()
      await program('pg_ctl', ['stop', '--mode=immediate', '--pgdata', data])
      await rm(folder, { recursive: true })
    },
  }
}

/** A cluster as initdb makes it, to be copied: kept beside other temporary files, since each test file wants one. */
async function freshCluster(installation: string): Promise<string> {
  const key = createHash('sha256')
    .update([installation, ...clusterOptions].join('\0'))
    .digest('hex')
  const kept = join(tmpdir(), `fresh-cluster-${key.slice(0, 12)}`)
  if (existsSync(kept)) return kept
  const folder = await makeFolder()
  const data = join(folder, 'data')
  await run(join(installation, 'bin', 'initdb'), ['--pgdata', data, ...clusterOptions])
  // Whoever comes second finds the place taken, by the same.
  await rename(data, kept).catch(() => {})
  await rm(folder, { recursive: true })
  return kept
}

/** PostgreSQL refuses to run as root, and its own user must be able to write here. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'real-postgres-'))
  await chmod(folder, 0o777)
  return folder
}

async function run(path: string, args: readonly string[]): Promise<void> {
  const isRoot = process.getuid?.() === 0
  const [command, ...all] = isRoot ? ['runuser', '-u', 'nobody', '--', path, ...args] : [path, ...args]
  await promisify(execFile)(command, all, { cwd: tmpdir() })
}
