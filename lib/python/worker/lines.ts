/** Python's connections, seen from its own thread: bytes in shared memory, everything else by messages to the host. */
import type { PyBuffer } from 'pyodide/ffi'
import type { Bell } from '../../postgres/client/bell.ts'
import { type Doorbells, makeLine } from '../../postgres/client/lent-line.ts'
import { ThreadConnection } from '../../postgres/client/thread-connection.ts'
import type { KernelReport } from '../shared/messages.ts'
import { OpenAnswer } from '../shared/open-answer.ts'
import { Staging } from './staging.ts'
import type { Waits } from './waits.ts'

export class Lines {
  private doorbells: Doorbells | null = null
  private count = 0
  private readonly staging = new Staging()

  constructor(
    private readonly bell: Bell,
    private readonly waits: Waits,
    private readonly post: (report: KernelReport) => void,
  ) {}

  /** Heard between two cells: who blocks hears nothing. */
  setDoorbells(doorbells: Doorbells): void {
    this.doorbells = doorbells
  }

  /** Where bytes pass: a bytearray of Python's. */
  stage(memory: PyBuffer): void {
    this.staging.use(memory)
  }

  /** A connection on which nothing was sent; 'refused': there is no server; 'stopped': Stop came. */
  open(): Line | 'refused' | 'stopped' {
    const connection = ++this.count
    const line = makeLine(this.bell.buffer)
    const answer = OpenAnswer.allocate()
    const tell = (type: 'ring' | 'cancel' | 'close' | 'waits') => () => this.post({ type, connection })
    this.post({ type: 'open', connection, line, answer: answer.buffer })
    const found = this.waits.until(() => answer.value) ?? 'stopped'
    if (found !== 'lent') {
      tell('close')()
      return found
    }
    const relay = { ring: tell('ring'), cancel: tell('cancel'), close: tell('close') }
    const thread = new ThreadConnection(line, relay, () => this.doorbells)
    return new Line(connection, thread, this.staging, this.waits, tell('waits'))
  }

  /** Sleeps until one of the lines is ready; which are. 'stopped': Stop came. */
  select(readers: readonly Line[], writers: readonly Line[], milliseconds?: number): Line[][] | 'stopped' {
    const look = () => {
      const ready = [
        readers.filter(({ thread }) => thread.hasNews),
        writers.filter(({ thread }) => thread.hasRoom),
      ]
      return ready.flat().length > 0 ? ready : undefined
    }
    return this.waits.until(look, milliseconds) ?? [[], []]
  }
}

/** As psycopg2/_transport.py has them. */
const READABLE = 1
const ROOM = 2
const STOP = 4

/** One connection, as _pg_link.py holds it. */
export class Line {
  constructor(
    /** Unique in the life of this interpreter. */
    readonly id: number,
    readonly thread: ThreadConnection,
    private readonly staging: Staging,
    private readonly waits: Waits,
    /** Tells the host that Python has been waiting for long, which may look for whom. */
    readonly tell_of_wait: () => void,
  ) {}

  /** Sends the first bytes of the staging memory; how many were taken. */
  send(length: number): number {
    return this.thread.send(this.staging.bytes.subarray(0, length))
  }

  /** Puts what has come into the staging memory; how many bytes, -1 when the stream has ended. */
  receive(): number {
    const bytes = this.thread.receive()
    if (bytes === null) return -1
    if (bytes.length > 0) this.staging.bytes.set(bytes)
    return bytes.length
  }

  /** What applies, added up; 0: the time is over. */
  wait(forRoom: boolean, milliseconds: number): number {
    const look = () =>
      (this.thread.hasNews ? READABLE : 0) + (forRoom && this.thread.hasRoom ? ROOM : 0) || undefined
    const found = this.waits.until(look, milliseconds) ?? 0
    return found === 'stopped' ? STOP + (look() ?? 0) : found
  }

  last_words(): Uint8Array {
    return this.thread.lastWords()
  }

  cancel(): void {
    this.thread.cancel()
  }

  close(): void {
    this.thread.close()
  }
}
