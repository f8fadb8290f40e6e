/**
 * Has the keeper write checkpoints, as PostgreSQL's checkpointer does by itself: when enough WAL has come together, and
 * after some time. So WAL does not grow without end, and recovery after a crash is short.
 * Source: PostgreSQL manual, "WAL Configuration".
 */
import type { Connection } from '../client/server.ts'
import { BackendDecoder } from '../protocol/decoder.ts'
import { encodeFrontend } from '../protocol/encoder.ts'
import type { BackendMessage } from '../protocol/messages.ts'

/** Milliseconds between two looks at the WAL. */
const LOOK = 2000
/** checkpoint_timeout, milliseconds. */
const TIMEOUT = 300_000
/** max_wal_size / (1 + checkpoint_completion_target), as CheckPointSegments is calculated: bytes. */
const ENOUGH_WAL = 8_000_000
const WAL_SINCE_REDO = 'SELECT pg_current_wal_insert_lsn() - redo_lsn FROM pg_control_checkpoint()'
/** A checkpoint's own records; a server that does nothing needs no further one. */
const NOTHING_WRITTEN = 1000

export class Checkpoints {
  private readonly decoder = new BackendDecoder()
  private readonly timer: ReturnType<typeof setInterval>
  private lastCheckpoint = performance.now()
  private isActive = false
  /** WAL has been written since the last checkpoint. */
  private isDue = false
  private asked = 0

  /** `keeper` is a connection of our own; it ends with the keeper. */
  constructor(private readonly keeper: Connection) {
    keeper.onBytes((bytes) => this.decoder.decode(bytes, (message) => this.hear(message)))
    this.timer = setInterval(() => this.look(), LOOK)
    // A command that has nothing else to do may end.
    if (typeof this.timer === 'object') this.timer.unref()
    void keeper.ended.then(() => clearInterval(this.timer))
  }

  /** A session has done something: WAL may have been written. */
  noteActivity(): void {
    this.isActive = true
  }

  private get isTime(): boolean {
    return this.isDue && performance.now() - this.lastCheckpoint > TIMEOUT
  }

  private look(): void {
    if (this.asked > 0 || !(this.isActive || this.isTime)) return
    this.isActive = false
    this.ask(WAL_SINCE_REDO)
  }

  private hear(message: BackendMessage): void {
    if (message.type === 'DataRow')
      this.judge(Number(new TextDecoder().decode(message.values[0] ?? undefined)))
    if (message.type === 'ReadyForQuery') this.asked = Math.max(0, this.asked - 1)
  }

  private judge(walBytes: number): void {
    this.isDue = walBytes > NOTHING_WRITTEN
    if (walBytes < ENOUGH_WAL && !this.isTime) return
    this.isDue = false
    this.lastCheckpoint = performance.now()
    this.ask('CHECKPOINT')
  }

  private ask(query: string): void {
    this.asked++
    this.keeper.send(encodeFrontend({ type: 'Query', query }))
  }
}
