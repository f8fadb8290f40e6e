/**
 * The loop of a backend: reads its client's bytes, answers, sleeps in PostgreSQL's own wait loop, until it ends.
 * A read that finds nothing answers EAGAIN, and PostgreSQL waits in WaitEventSetWait, where the run lock is given up.
 */
import type { ClientWire } from './client-wire.ts'
import { type EmscriptenModule, exitStatus } from './emscripten.ts'
import type { Memory } from './memory.ts'
import { isFullStack, raiseFullStack, stateOf } from './stack-depth.ts'

/** Status with which PGlite's build leaves its main loop on an ERROR: its handler must be run. */
const STATUS_ERROR = 100
/** Status of a Terminate: PGlite would stay alive for its next client. A backend of ours has one client only. */
const STATUS_TERMINATE = 99

/** Serves until the backend ends as PostgreSQL ends one. Throws whatever is no end of PostgreSQL's. */
export function serve(module: EmscriptenModule, memory: Memory, wire: ClientWire): void {
  try {
    for (;;) {
      runOnce(module, memory, wire)
      module._PostgresSendReadyForQueryIfNecessary()
      module._pgl_pq_flush()
      wire.greeted()
    }
  } catch (error) {
    if (exitStatus(error) === null) throw error
  }
}

/** The keeper's client is let in when the keeper is up already: nothing is checked, nothing is set. */
export function greetKeeper(module: EmscriptenModule): void {
  module._ProcessStartupPacket(module._pgl_getMyProcPort(), 1, 1)
  module._pgl_sendConnData()
  module._pgl_pq_flush()
}

/** One message of the client's, or an ERROR and what PostgreSQL does after it. */
function runOnce(module: EmscriptenModule, memory: Memory, wire: ClientWire): void {
  const state = stateOf(memory)
  try {
    module._PostgresMainLoopOnce()
  } catch (error) {
    module.stackRestore(state.stack)
    const status = exitStatus(isFullStack(error) ? whatIsThrown(() => raiseFullStack(memory, state)) : error)
    if (status === STATUS_TERMINATE) wire.hangUp()
    else if (status === STATUS_ERROR) module._PostgresMainLongJmp()
    else throw error
  }
}

function whatIsThrown(run: () => void): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return null
}
