/**
 * The one connection to the keeper, shared by all who ask it something: each sees a connection of its own, and their
 * queries are sent one after the other. It carries simple queries only, whose answers end with ReadyForQuery.
 */

import { ByteListeners } from '../client/byte-listeners.ts'
import type { RingConnection } from '../client/connection.ts'
import { MessageBoundaries } from '../client/message-boundaries.ts'
import type { Connection, ConnectionEnd } from '../client/server.ts'

/** Letters of messages. */
const READY_FOR_QUERY = 0x5a
const TERMINATE = 0x58
const CLOSED: ConnectionEnd = { reason: 'closed', message: 'the connection was closed' }

/** A query that waits for its turn, or for its answer. */
interface Asked {
  by: Asker | null
  bytes: Uint8Array
}

export class MonitorLine {
  private readonly boundaries = new MessageBoundaries()
  private readonly queue: Asked[] = []
  private readonly askers = new Set<Asker>()
  /** What the keeper said until it was ready: each asker is greeted with it. */
  private readonly greeting: Uint8Array[] = []
  private isGreeted = false
  private end: ConnectionEnd | null = null

  constructor(private readonly keeper: RingConnection) {
    keeper.onBytes((bytes) => this.read(bytes))
    void keeper.ended.then((end) => {
      this.end = end
      for (const asker of this.askers) asker.finish(end)
    })
  }

  open(): Connection {
    const asker: Asker = new Asker(this.keeper, {
      ask: (bytes) => this.ask({ by: asker, bytes }),
      // What the keeper does for somebody else goes on.
      cancel: () => {
        if (this.queue[0]?.by === asker) this.keeper.cancel()
      },
    })
    if (this.end) asker.finish(this.end)
    else this.askers.add(asker)
    for (const bytes of this.greeting) asker.hear(bytes)
    void asker.ended.then(() => this.forget(asker))
    return asker
  }

  private ask(asked: Asked): void {
    this.queue.push(asked)
    if (this.isGreeted && this.queue.length === 1) this.keeper.send(asked.bytes)
  }

  private read(bytes: Uint8Array): void {
    let from = 0
    this.boundaries.pass(bytes, (letter, end) => {
      if (letter !== READY_FOR_QUERY) return
      this.hand(bytes.subarray(from, end))
      from = end
      this.next()
    })
    if (from < bytes.length) this.hand(bytes.subarray(from))
  }

  private hand(bytes: Uint8Array): void {
    if (this.isGreeted) this.queue[0]?.by?.hear(bytes)
    else {
      this.greeting.push(bytes)
      for (const asker of this.askers) asker.hear(bytes)
    }
  }

  private next(): void {
    if (this.isGreeted) this.queue.shift()
    this.isGreeted = true
    const asked = this.queue[0]
    if (asked) this.keeper.send(asked.bytes)
  }

  /** What was asked and not sent is dropped; an answer that is under way goes nowhere. */
  private forget(asker: Asker): void {
    this.askers.delete(asker)
    for (let i = this.queue.length - 1; i > 0; i--) if (this.queue[i]?.by === asker) this.queue.splice(i, 1)
    const current = this.queue[0]
    if (current?.by === asker) current.by = null
  }
}

/** What one user of the line holds in its hands. */
class Asker implements Connection {
  readonly ended: Promise<ConnectionEnd>
  readonly backlog = 0
  private settle: (end: ConnectionEnd) => void = () => {}
  private readonly listeners = new ByteListeners()
  private over = false

  constructor(
    private readonly keeper: RingConnection,
    private readonly line: { ask: (bytes: Uint8Array) => void; cancel: () => void },
  ) {
    this.ended = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  get isRunning(): boolean {
    return this.keeper.isRunning
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.listeners.add(listener)
  }

  send(bytes: Uint8Array): void {
    if (bytes[0] === TERMINATE) this.close()
    if (!this.over) this.line.ask(bytes)
  }

  onRoom(): () => void {
    return () => {}
  }

  pause(): void {
    this.listeners.hold()
  }

  resume(): void {
    this.listeners.release()
  }

  cancel(): void {
    this.line.cancel()
  }

  /** The keeper is not ours to end. */
  terminate(): void {
    this.close()
  }

  kill(): void {
    this.keeper.kill()
  }

  /** Others go on asking. */
  endRequests(): void {}

  close(): void {
    this.finish(CLOSED)
  }

  hear(bytes: Uint8Array): void {
    this.listeners.hear(bytes)
  }

  finish(end: ConnectionEnd): void {
    this.over = true
    this.settle(end)
  }
}
