/** A connection over a pair of byte rings in shared memory: the client's end. */
import { ByteListeners } from './byte-listeners.ts'
import { MessageBoundaries } from './message-boundaries.ts'
import { Ring } from './ring.ts'
import type { Connection, ConnectionEnd } from './server.ts'

const REQUEST_CAPACITY = 1 << 18
const ANSWER_CAPACITY = 1 << 20
/** How much is read before others in the same thread get their turn. */
const BYTES_IN_ONE_TASK = 1 << 17

/** How the client's end reaches its backend. */
export interface BackendLink {
  /** Wakes the backend: bytes have come, or room has been made. */
  ring(): void
  cancel(): void
  terminate(): void
  kill(): void
  isRunning(): boolean
}

export class RingConnection implements Connection {
  /** Its client is in the host's own thread, and is called back. */
  readonly bell = null
  readonly requests = Ring.allocate(REQUEST_CAPACITY)
  readonly answers = Ring.allocate(ANSWER_CAPACITY)
  readonly ended: Promise<ConnectionEnd>
  private settle: (end: ConnectionEnd) => void = () => {}
  private readonly listeners = new ByteListeners()
  /** Bytes for which the request ring has no room yet. */
  private waiting: Uint8Array[] = []
  private link: BackendLink | null = null
  /** Wishes from before there was a backend. */
  private closing = false
  /** Nothing is sent any more, once what waits is in the ring. */
  private ending = false
  private over = false
  private paused = false
  /** Set while more is to be read in a task to come. */
  private going: ReturnType<typeof setTimeout> | undefined
  private readonly roomListeners = new Set<() => void>()
  private readonly boundaries = new MessageBoundaries()

  constructor() {
    this.ended = new Promise((resolve) => {
      this.settle = resolve
    })
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.listeners.add(listener)
  }

  send(bytes: Uint8Array): void {
    if (this.over) return
    this.waiting.push(bytes)
    this.writeWaiting()
  }

  get backlog(): number {
    return this.waiting.reduce((sum, bytes) => sum + bytes.length, 0)
  }

  onRoom(listener: () => void): () => void {
    this.roomListeners.add(listener)
    return () => this.roomListeners.delete(listener)
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
    this.readAnswers()
  }

  cancel(): void {
    this.link?.cancel()
  }

  terminate(): void {
    this.link?.terminate()
  }

  kill(): void {
    this.link?.kill()
  }

  get isRunning(): boolean {
    return this.link?.isRunning() ?? false
  }

  endRequests(): void {
    this.ending = true
    this.writeWaiting()
  }

  close(): void {
    this.closing = true
    this.requests.close()
    this.link?.ring()
  }

  /** The host has a backend for us. */
  attach(link: BackendLink): void {
    this.link = link
    if (this.closing || this.ending || this.requests.available > 0) link.ring()
  }

  /** The backend has made room in the request ring. */
  writeWaiting(): void {
    const hadBacklog = this.waiting.length > 0
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const written = this.requests.write(next)
      if (written > 0) this.link?.ring()
      if (written < next.length) {
        this.waiting[0] = next.subarray(written)
        return
      }
      this.waiting.shift()
    }
    if (this.ending) {
      this.requests.end()
      this.link?.ring()
    }
    if (hadBacklog) for (const listener of this.roomListeners) listener()
  }

  /** The backend has written to the answer ring. */
  readAnswers(): void {
    this.answers.look()
    this.readAtMost(BYTES_IN_ONE_TASK)
    if (this.paused || this.answers.available === 0 || this.going !== undefined) return
    // The backend refills as fast as we read: the page must get its turn in between.
    this.going = setTimeout(() => {
      this.going = undefined
      this.readAnswers()
    })
  }

  private readAtMost(limit: number): void {
    for (let rest = limit; rest > 0 && !this.paused; ) {
      const bytes = new Uint8Array(Math.min(rest, this.answers.available))
      if (bytes.length === 0) return
      this.answers.read(bytes)
      if (this.answers.takeStalled()) this.link?.ring()
      rest -= bytes.length
      this.hand(bytes)
    }
  }

  /** The backend is gone; `lastWords` is what it could not say itself. Left out when it was cut off within a message. */
  end(end: ConnectionEnd, lastWords?: Uint8Array): void {
    if (this.over) return
    clearTimeout(this.going)
    this.paused = false
    this.readAtMost(Number.POSITIVE_INFINITY)
    if (lastWords && this.boundaries.areHere) this.hand(lastWords)
    this.over = true
    this.link = null
    this.waiting = []
    this.settle(end)
  }

  private hand(bytes: Uint8Array): void {
    this.boundaries.pass(bytes)
    this.listeners.hear(bytes)
  }
}
