/**
 * How a backend that is not the first joins a running cluster, although PGlite boots it as a single user would:
 * shared memory is copied in as soon as it exists, and InitPostgres runs as under a postmaster, which skips recovery and
 * makes the checks of a normal log-in (role, LOGIN, CONNECT, limits), but without pg_hba.
 * Source of the order of calls: PostgreSQL's PostgresSingleUserMain (tcop/postgres.c) and InitPostgres (init/postinit.c).
 */
import type { ImportedFunctions } from './emscripten.ts'
import { imported } from './imports.ts'
import type { Memory } from './memory.ts'

/** BackendType of miscadmin.h. */
const B_BACKEND = 1
/** A type whose log-in looks the role up, but asks no pg_hba. */
const B_BG_WORKER = 5
/** InitPostgres(dbname, dboid, username, …): the third argument. */
const ROLE_ARGUMENT = 2

export function joinCluster(env: ImportedFunctions, memory: Memory, role: string, attach: () => void): void {
  let stage: 'booting' | 'attached' | 'connecting' | 'done' = 'booting'
  const dup = imported(env, '__syscall_dup')
  const invoke = imported(env, 'invoke_viiiiii')
  const open = imported(env, '__syscall_openat')
  // The first dup() comes between CreateSharedMemoryAndSemaphores and InitProcess.
  env.__syscall_dup = (...args) => {
    if (stage === 'booting') {
      attach()
      stage = 'attached'
    }
    return dup(...args)
  }
  env.invoke_viiiiii = (...args) => {
    if (stage !== 'attached') return invoke(...args)
    stage = 'connecting'
    memory.setFlag('IsUnderPostmaster', 1)
    memory.setVariable('MyBackendType', B_BACKEND)
    const [callee = 0, ...rest] = args
    rest[ROLE_ARGUMENT] = memory.allocateText(role)
    try {
      return invoke(callee, ...rest)
    } finally {
      memory.setFlag('IsUnderPostmaster', 0)
      memory.setVariable('MyBackendType', B_BACKEND)
      stage = 'done'
    }
  }
  env.__syscall_openat = (directory = 0, path = 0, ...rest) => {
    if (stage === 'connecting' && memory.text(path).includes('pg_internal.init'))
      memory.setVariable('MyBackendType', B_BG_WORKER)
    return open(directory, path, ...rest)
  }
}
