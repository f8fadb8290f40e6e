/** The client's end of a lent connection, in a thread that may block. It never waits by itself but for a cancel. */
import { Bell } from './bell.ts'
import { type Doorbells, type LentLine, lineWord } from './lent-line.ts'
import { MessageBoundaries } from './message-boundaries.ts'
import { Ring } from './ring.ts'

/** How the thread reaches the host, which may be slow: by messages. */
export interface HostRelay {
  /** Wakes the backend. */
  ring(): void
  cancel(): void
  close(): void
}

/** Milliseconds between two looks at whether the backend has taken a cancel; nobody rings for it. */
const LOOK_AGAIN = 1

export class ThreadConnection {
  private readonly requests: Ring
  private readonly answers: Ring
  private readonly words: Ring
  private readonly status: Int32Array
  private readonly bell: Bell
  private readonly boundaries = new MessageBoundaries()

  /** `doorbells` gives those that the thread has heard of last; null: none yet. */
  constructor(
    line: LentLine,
    private readonly relay: HostRelay,
    private readonly doorbells: () => Doorbells | null,
  ) {
    this.requests = new Ring(line.requests)
    this.answers = new Ring(line.answers)
    this.words = new Ring(line.lastWords)
    this.status = new Int32Array(line.status)
    this.bell = new Bell(line.bell)
  }

  /** Takes as many bytes as there is room for and says how many. What is for a server that is gone is dropped. */
  send(bytes: Uint8Array): number {
    if (this.answers.closed || this.requests.closed) return bytes.length
    const written = this.requests.write(bytes)
    if (written > 0) this.wake()
    return written
  }

  /** Whether `send` would take a byte. */
  get hasRoom(): boolean {
    return this.requests.available < this.requests.capacity || this.hasEnded
  }

  /** Whether `receive` has something to tell. */
  get hasNews(): boolean {
    return this.answers.available > 0 || this.answers.closed
  }

  /** All bytes that have come, maybe none; null: the stream has ended, and all was read. */
  receive(): Uint8Array | null {
    // Closed is looked at first: what was written before it is seen then.
    const ended = this.answers.closed
    this.answers.look()
    const bytes = new Uint8Array(this.answers.available)
    if (bytes.length === 0 && ended) return null
    this.answers.read(bytes)
    this.boundaries.pass(bytes)
    if (this.answers.takeStalled()) this.wake()
    return bytes
  }

  get hasEnded(): boolean {
    return this.answers.closed
  }

  /** Cancels what runs, and returns when that can no longer hit a statement that is sent later. */
  cancel(): void {
    const { status, bell } = this
    const before = Atomics.load(status, lineWord.cancels)
    this.relay.cancel()
    for (;;) {
      const heard = bell.count
      if (this.hasEnded) return
      if (Atomics.load(status, lineWord.cancels) !== before) break
      bell.sleep(heard)
    }
    while (this.isCancelWaiting && !this.hasEnded) bell.sleep(bell.count, LOOK_AGAIN)
  }

  /** Protocol messages that the server could not send itself; none when it was cut off within a message. */
  lastWords(): Uint8Array {
    const bytes = new Uint8Array(this.boundaries.areHere ? this.words.available : 0)
    this.words.read(bytes)
    return bytes
  }

  /** Lets the server go. What was sent before is still read. */
  close(): void {
    if (this.requests.closed) return
    this.requests.close()
    this.wake()
    this.relay.close()
  }

  /** Without a backend there is nobody to wake: the host looks at the ring when there is one. */
  private wake(): void {
    const mailbox = Atomics.load(this.status, lineWord.mailbox)
    if (mailbox === 0) return
    const doorbells = this.itsDoorbells
    if (!doorbells) {
      this.relay.ring()
      return
    }
    const words = new Int32Array(doorbells.words)
    Atomics.or(words, mailbox, doorbells.news)
    Atomics.notify(words, mailbox)
  }

  private get isCancelWaiting(): boolean {
    const doorbells = this.itsDoorbells
    const mailbox = Atomics.load(this.status, lineWord.mailbox)
    if (!doorbells || mailbox === 0) return false
    return (Atomics.load(new Int32Array(doorbells.words), mailbox) & doorbells.cancel) !== 0
  }

  private get itsDoorbells(): Doorbells | null {
    const doorbells = this.doorbells()
    return doorbells?.life === Atomics.load(this.status, lineWord.life) ? doorbells : null
  }
}
