/**
 * Has the keeper write checkpoints, as PostgreSQL's checkpointer does by itself: when enough WAL has come together, and
 * after some time. So WAL does not grow without end, and recovery after a crash is short.
 * Source: PostgreSQL manual, "WAL Configuration".
 */
import type { Connection } from '../client/server.ts'
import { BackendDecoder } from '../protocol/decoder.ts'
import { encodeFrontend } from '../protocol/encoder.ts'

/** Milliseconds between two looks at the WAL; a look is a few loads from the shared files. */
const LOOK = 100
/** checkpoint_timeout, milliseconds. */
const TIMEOUT = 300_000
/** max_wal_size / (1 + checkpoint_completion_target), as CheckPointSegments is calculated: bytes. */
const ENOUGH_WAL = 8_000_000
/** A checkpoint's own records, bytes: a server that does nothing needs no further one. */
const NOTHING_WRITTEN = 16_384

export class Checkpoints {
  private readonly decoder = new BackendDecoder()
  private timer: ReturnType<typeof setInterval> | undefined
  private lastCheckpoint = performance.now()
  private isUnderWay = false

  /** `keeper` is a connection of our own; it ends with the keeper. */
  constructor(private readonly keeper: Connection) {
    keeper.onBytes((bytes) =>
      this.decoder.decode(bytes, ({ type }) => {
        if (type === 'ReadyForQuery') this.isUnderWay = false
      }),
    )
    void keeper.ended.then(() => clearInterval(this.timer))
  }

  /** `walSinceCheckpoint` tells the bytes of WAL that recovery would have to read. */
  watch(walSinceCheckpoint: () => number): void {
    this.timer = setInterval(() => this.look(walSinceCheckpoint()), LOOK)
    // A command that has nothing else to do may end.
    if (typeof this.timer === 'object') this.timer.unref()
  }

  private look(walBytes: number): void {
    const now = performance.now()
    const isTime = walBytes > NOTHING_WRITTEN && now - this.lastCheckpoint > TIMEOUT
    if (this.isUnderWay || (walBytes < ENOUGH_WAL && !isTime)) return
    this.isUnderWay = true
    this.lastCheckpoint = now
    this.keeper.send(encodeFrontend({ type: 'Query', query: 'CHECKPOINT' }))
  }
}
