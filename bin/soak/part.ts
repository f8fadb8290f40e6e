/** A part of the soak: something that is done for long, and what must be true of it in the end. */

import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import type { Random } from './random.ts'

export interface PartContext {
  random: Random
  /** Where chance started: for parts that start several times. */
  seed: number
  /** How often a part does what it does in rounds. */
  rounds: number
  /** How many connections come and go in turn. */
  connections: number
  /** How long a part goes on that has no rounds. */
  minutes: number
  /** How many steps a random schedule has. */
  steps: number
  /** Tells what was seen, a line at a time. */
  say: (line: string) => void
  /** Aborted by Ctrl-C: a part ends its server and leaves. */
  signal: AbortSignal
}

/** Milliseconds. A soak may run on a machine that is busy with others. */
const BOOT_LIMIT = 300_000

export interface Part {
  name: string
  summary: string
  /** Gives what is wrong, in sentences; nothing when all is well. */
  run: (context: PartContext) => Promise<string[]>
}

/** A server for `work`, gone when this settles, also by Ctrl-C. */
export async function withServer<T>(
  { signal }: PartContext,
  maxConnections: number,
  work: (server: Server) => Promise<T>,
  { journal = false } = {},
): Promise<T> {
  const server = startServer({ maxConnections, bootLimit: BOOT_LIMIT, journal })
  const interrupted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('interrupted')), { once: true })
  })
  // It is waited for below, or never.
  interrupted.catch(() => {})
  try {
    await server.ready
    return await Promise.race([work(server), interrupted])
  } finally {
    await server.stop({ immediate: true })
  }
}
