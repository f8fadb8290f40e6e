/**
 * The loop of a backend: reads its client's bytes, answers, sleeps in PostgreSQL's own wait loop, until it ends.
 * A read that finds nothing answers EAGAIN, and PostgreSQL waits in WaitEventSetWait, where the run lock is given up.
 */
import type { Ring } from '../client/ring.ts'
import type { EmscriptenModule } from './emscripten.ts'
import type { Memory } from './memory.ts'
import type { BackendReport } from './messages.ts'

/** Emscripten's numbers. */
const EAGAIN = 6
const ECONNRESET = 15
const EACCES = 2
/** Status with which PGlite's build leaves its main loop on an ERROR: its handler must be run. */
const STATUS_ERROR = 100
/** Status of a Terminate: PGlite would stay alive for its next client. A backend of ours has one client only. */
const STATUS_TERMINATE = 99

export interface ServeOptions {
  module: EmscriptenModule
  memory: Memory
  errnoAddress: number
  rings: { requests: Ring; answers: Ring }
  post: (report: BackendReport) => void
}

/** Serves until the backend ends as PostgreSQL ends one. Throws whatever is no end of PostgreSQL's. */
export function serve(options: ServeOptions): void {
  const { module } = options
  const { read, write } = clientCallbacks(options)
  module._pgl_set_rw_cbs(module.addFunction(read, 'iii'), module.addFunction(write, 'iii'))
  // COPY … TO PROGRAM: there are no programs here, which PostgreSQL then says.
  const noProgram = failure(options, EACCES)
  module._pgl_set_popen_fn(module.addFunction(() => noProgram() + 1, 'ppp'))
  try {
    module._ProcessStartupPacket(module._pgl_getMyProcPort(), 1, 1)
    module._pgl_sendConnData()
    module._pgl_pq_flush()
    for (;;) {
      runOnce(options)
      module._PostgresSendReadyForQueryIfNecessary()
      module._pgl_pq_flush()
    }
  } catch (error) {
    if (exitStatus(error) === null) throw error
  }
}

/** One message of the client's, or an ERROR and what PostgreSQL does after it. */
function runOnce({ module, rings }: ServeOptions): void {
  const stack = module.stackSave()
  try {
    module._PostgresMainLoopOnce()
  } catch (error) {
    const status = exitStatus(error)
    module.stackRestore(stack)
    if (status === STATUS_TERMINATE) {
      // Now the next read finds that the client has gone, and PostgreSQL ends as it always does then.
      module._pgl_setPGliteActive(0)
      rings.requests.close()
    } else if (status === STATUS_ERROR) module._PostgresMainLongJmp()
    else throw error
  }
}

function exitStatus(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status
  return typeof status === 'number' ? status : null
}

function clientCallbacks(options: ServeOptions) {
  const { memory, post, module } = options
  const { requests, answers } = options.rings
  const again = failure(options, EAGAIN)
  const reset = failure(options, ECONNRESET)
  return {
    read(pointer: number, length: number): number {
      const bytes = requests.read(memory.bytes.subarray(pointer, pointer + length))
      if (bytes > 0) {
        if (requests.takeStalled()) post({ type: 'room' })
        return bytes
      }
      if (!requests.closed) return again()
      // While PGlite is "active", proc_exit() would come back here instead of ending.
      module._pgl_setPGliteActive(0)
      return 0
    },
    write(pointer: number, length: number): number {
      if (requests.closed) return reset()
      const bytes = answers.write(memory.bytes.subarray(pointer, pointer + length))
      if (answers.tell()) post({ type: 'bytes' })
      return bytes > 0 ? bytes : again()
    },
  }
}

/** C's way to fail: errno, and -1. */
function failure({ memory, errnoAddress }: ServeOptions, errno: number): () => number {
  return () => {
    memory.words[errnoAddress >> 2] = errno
    return -1
  }
}
