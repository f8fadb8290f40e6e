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

  constructor(
    private readonly bell: Bell,
    private readonly waits: Waits,
    private readonly post: (report: KernelReport) => void,
  ) {}

  /** Heard between two cells: who blocks hears nothing. */
  setDoorbells(doorbells: Doorbells): void {
    this.doorbells = doorbells
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
    return new Line(connection, thread, this.waits, tell('waits'))
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
/** Ours, for _pg_link.py. */
const NOTED = 8

/** One connection, as _pg_link.py holds it. */
export class Line {
  private readonly staging = new Staging()

  constructor(
    /** Unique in the life of this interpreter. */
    readonly id: number,
    readonly thread: ThreadConnection,
    private readonly waits: Waits,
    /** Tells the host that Python has been waiting for long, which may look for whom. */
    readonly tell_of_wait: () => void,
  ) {}

  /** Where bytes pass that have come: a bytearray of Python's. */
  stage(memory: PyBuffer): void {
    this.staging.use(memory)
  }

  /** How many of the bytes were taken. */
  send(bytes: Uint8Array): number {
    return this.thread.send(bytes)
  }

  /** Puts what has come into the staging memory, as much as fits; how many bytes, -1 when the stream has ended. */
  receive(): number {
    const target = this.staging.bytes
    const bytes = this.thread.receive(target.length)
    if (bytes === null) return -1
    target.set(bytes)
    return bytes.length
  }

  /** What applies, added up; 0: the time is over. */
  wait(forRoom: boolean, milliseconds: number): number {
    if (this.waits.takeNote()) return NOTED
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

  /** Python holds it no longer. */
  release(): void {
    this.thread.close()
    this.staging.release()
  }
}
