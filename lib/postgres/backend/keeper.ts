/**
 * What a cluster's background processes do, one backend does here: the keeper. It boots as PGlite boots, as a single
 * user, and would so look like one more session: counted, in the way of DROP DATABASE, and ready to be terminated. So it
 * takes a place that no session can have, and stands in pg_stat_activity as what it is for: the checkpointer.
 * Source of the structures: PostgreSQL's storage/proc.h (PGPROC) and utils/backend_status.h (PgBackendStatus), on wasm32.
 */
import type { ImportedFunctions } from './emscripten.ts'
import { imported } from './imports.ts'
import type { Memory } from './memory.ts'
import type { Region } from './shared-layout.ts'

/** BackendType of miscadmin.h. */
const B_AUTOVAC_LAUNCHER = 3
const B_CHECKPOINTER = 11
/** Fields of PGPROC. */
const proc = { pid: 44, database: 60, role: 64 } as const
/** Fields of PgBackendStatus. What lies between `transactionStart` and `database` are points in time, eight bytes each. */
const status = {
  pid: 4,
  type: 8,
  transactionStart: 24,
  database: 48,
  role: 52,
  state: 208,
  name: 212,
} as const
/** An entry begins where eight bytes do. */
const ALIGNMENT = 8
/** Static variables lie behind this address. */
const STATIC_DATA = 1024

/** InitProcess takes the place of an autovacuum launcher, which nobody runs here, instead of one of max_connections. */
export function takeSparePlace(env: ImportedFunctions, memory: Memory): void {
  const dup = imported(env, '__syscall_dup')
  const invoke = imported(env, 'invoke_viiiiii')
  let ownType: number | null = null
  // Both come at the same points as in join.ts: before InitProcess, and for InitPostgres.
  env.__syscall_dup = (...args) => {
    if (ownType === null) {
      ownType = memory.variable('MyBackendType')
      memory.setVariable('MyBackendType', B_AUTOVAC_LAUNCHER)
    }
    return dup(...args)
  }
  env.invoke_viiiiii = (...args) => {
    if (ownType !== null && memory.variable('MyBackendType') === B_AUTOVAC_LAUNCHER)
      memory.setVariable('MyBackendType', ownType)
    return invoke(...args)
  }
}

/**
 * Hides the running keeper. `statuses` is where PostgreSQL's "Backend Status Array" lies. Throws when something is not
 * where it must be. PostgreSQL checks at the keeper's end that it is still itself: call what is returned before.
 */
export function hideKeeper(memory: Memory, statuses: Region, pid: number): () => void {
  const database = memory.variable('MyDatabaseId')
  const words = memory.words
  const own = memory.variable('MyProc')
  const at = (address: number) => words[address >> 2] ?? 0
  const set = (address: number, value: number) => {
    words[address >> 2] = value
  }
  if (at(own + proc.pid) !== pid || at(own + proc.database) !== database)
    throw new Error("the keeper's PGPROC does not look as expected; PGlite has changed")
  const entry = findEntry(memory, statuses, pid, database)
  const pointer = findPointer(memory, entry)
  set(own + proc.pid, 0)
  set(own + proc.database, 0)
  set(own + proc.role, 0)
  memory.bytes.fill(0, entry + status.transactionStart, entry + status.database)
  set(entry + status.type, B_CHECKPOINTER)
  set(entry + status.database, 0)
  set(entry + status.role, 0)
  set(entry + status.state, 0)
  for (const text of [status.name, status.name + 4]) memory.bytes[at(entry + text)] = 0
  // Without an entry of its own (MyBEEntry), a backend reports nothing any more.
  set(pointer, 0)
  return () => {
    set(own + proc.pid, pid)
    set(pointer, entry)
  }
}

function findEntry({ words }: Memory, { address, size }: Region, pid: number, database: number): number {
  const found: number[] = []
  for (let entry = address; entry < address + size; entry += ALIGNMENT)
    if (words[(entry + status.pid) >> 2] === pid && words[(entry + status.database) >> 2] === database)
      found.push(entry)
  const [entry] = found
  if (entry === undefined || found.length > 1)
    throw new Error("the keeper's entry in pg_stat_activity is not found; PGlite has changed")
  return entry
}

/** The one static variable that points there. */
function findPointer(memory: Memory, target: number): number {
  const { words } = memory
  const end = memory.address('__heap_base') >> 2
  const first = words.indexOf(target, STATIC_DATA >> 2)
  if (first < 0 || first >= end || words.subarray(first + 1, end).includes(target))
    throw new Error("the pointer to the keeper's entry in pg_stat_activity is not found; PGlite has changed")
  return first * 4
}
