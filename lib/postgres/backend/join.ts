/**
 * How a session's backend joins a running cluster, although PGlite boots it as a single user would: the steps of a real
 * backend are put in where they belong. When shared memory exists, the others' is copied in and the start-up packet is
 * read; InitPostgres then runs as under a postmaster, for the role and the database of that packet, and so skips
 * recovery, asks pg_hba.conf, makes all checks of a log-in and applies the client's parameters itself; and where PostgreSQL would
 * begin to serve, the boot ends.
 * Source of the order: BackendMain and BackendInitialize (tcop/backend_startup.c), PostgresMain (tcop/postgres.c),
 * InitPostgres (utils/init/postinit.c).
 */
import type { EmscriptenModule, ImportedFunctions } from './emscripten.ts'
import { imported } from './imports.ts'
import type { Memory } from './memory.ts'

/** struct Port of libpq/libpq-be.h on wasm32: the client's address, and what the start-up packet said. */
const port = { clientAddress: 144, remoteHost: 276, remotePort: 292, database: 360, user: 364 } as const
/** A client of ours has no address, like one on a Unix-domain socket. */
const AF_UNIX = 1
/** Arguments of InitPostgres(dbname, dboid, username, …), behind the index of the function. */
const argument = { database: 0, user: 2 } as const
/** With this status PGlite's main ends when there is more to come. */
const STATUS_ALIVE = 99
/** What proc_exit is called with at an ordered end, and after a FATAL. */
const STATUS_DONE = 0
const STATUS_FATAL = 1

export interface JoinHooks {
  memory: Memory
  /** Known by the time that PostgreSQL runs. */
  module: () => EmscriptenModule
  /** Shared memory exists: that of the others is to be taken over. */
  attach: () => void
  /** The client can be read and written from now on. */
  connect: () => void
  /** There was no start-up packet. */
  gone: () => void
  /** PostgreSQL ends in the middle of the log-in, as it ends a session: everything that it held is free. */
  exited: () => void
}

export function joinCluster(env: ImportedFunctions, hooks: JoinHooks): void {
  const { memory } = hooks
  let stage: 'booting' | 'attached' | 'connected' | 'done' = 'booting'
  const dup = imported(env, '__syscall_dup')
  const invokeInit = imported(env, 'invoke_viiiiii')
  const invokeLoop = imported(env, 'invoke_v')
  const exit = imported(env, 'exit')
  env.exit = (status = 0) => {
    if (stage !== 'booting' && (status === STATUS_DONE || status === STATUS_FATAL)) hooks.exited()
    return exit(status)
  }
  // The first dup() comes between CreateSharedMemoryAndSemaphores and InitProcess.
  env.__syscall_dup = (...args) => {
    if (stage === 'booting') {
      stage = 'attached'
      hooks.attach()
      if (!readStartupPacket(hooks)) {
        hooks.gone()
        exit(0)
      }
      hooks.module()._pgl_startPGlite = () => {}
    }
    return dup(...args)
  }
  env.invoke_viiiiii = (...args) => {
    if (stage !== 'attached') return invokeInit(...args)
    stage = 'connected'
    const [callee = 0, ...rest] = args
    const client = memory.variable('MyProcPort')
    rest[argument.database] = memory.words[(client + port.database) >> 2] ?? 0
    rest[argument.user] = memory.words[(client + port.user) >> 2] ?? 0
    memory.setFlag('IsUnderPostmaster', 1)
    return invokeInit(callee, ...rest)
  }
  env.invoke_v = (callee = 0) => {
    if (stage !== 'connected' || !memory.pointsTo(callee, 'PostgresMainLoopOnce')) return invokeLoop(callee)
    stage = 'done'
    return exit(STATUS_ALIVE)
  }
}

/** Whom the start-up packet named. */
export function clientNames(memory: Memory): { role: string; database: string } {
  const client = memory.variable('MyProcPort')
  const text = (field: number) => memory.text(memory.words[(client + field) >> 2] ?? 0)
  return { role: text(port.user), database: text(port.database) }
}

/** BackendInitialize: false when there is nobody who wants a session. A FATAL leaves by an exception. */
function readStartupPacket({ memory, module, connect }: JoinHooks): boolean {
  connect()
  module()._pgl_startPGlite()
  // It is told so before InitPostgres; InitProcess would look for its entry among a postmaster's children.
  memory.setFlag('IsUnderPostmaster', 0)
  const client = memory.variable('MyProcPort')
  memory.bytes.fill(0, client + port.clientAddress, client + port.clientAddress + 16)
  memory.bytes[client + port.clientAddress] = AF_UNIX
  memory.words[(client + port.remoteHost) >> 2] = memory.allocateText('[local]')
  memory.words[(client + port.remotePort) >> 2] = memory.allocateText('')
  return module()._ProcessStartupPacket(client, 1, 1) === 0
}
