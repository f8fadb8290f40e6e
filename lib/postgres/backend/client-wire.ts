/** What PostgreSQL takes for its client's socket: read and write over a pair of rings, and programs that cannot run. */
import type { Bell } from '../client/bell.ts'
import type { Ring } from '../client/ring.ts'
import { BackendDecoder } from '../protocol/decoder.ts'
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { EmscriptenModule } from './emscripten.ts'
import type { Memory } from './memory.ts'
import type { BackendReport } from './messages.ts'
import { findSetting } from './setting.ts'
import type { StatementNotes } from './statement-notes.ts'

/** Emscripten's numbers. */
const EAGAIN = 6
const ECONNRESET = 15
const EACCES = 2

/** Message Sync: PostgreSQL answers with ReadyForQuery. */
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4)
const LENGTH_BYTES = 4
/** Field of struct config_generic (utils/guc_tables.h) on wasm32: the value that the client knows. */
const LAST_REPORTED = 80

export interface ClientWireOptions {
  module: EmscriptenModule
  memory: Memory
  errnoAddress: number
  rings: { requests: Ring; answers: Ring }
  /** Of a client that blocks in another thread. */
  bell: Bell | null
  post: (report: BackendReport) => void
  /** Runs when the client has gone, before PostgreSQL is told. */
  beforeEnd: () => void
  /** Reads along for the journal. */
  notes: StatementNotes | null
}

export class ClientWire {
  /** With what PostgreSQL has refused the log-in. */
  refusal: ErrorFields | null = null
  /** The client went away, or sent what is no start-up packet, before there was a session. */
  gone = false
  /** Reads along until the client is let in. */
  private greeting: BackendDecoder | null = new BackendDecoder({ anyEncoding: true })
  /** The start-up packet's length, byte by byte as it comes, and how much of the packet is still to be read. */
  private startUpLength = new Uint8Array(0)
  private startUpRest = LENGTH_BYTES
  /** Parameters of which the client has been told while it logged in. */
  private readonly told = new Map<string, string>()
  /** Bytes that PostgreSQL reads before the client's next ones. */
  private ahead = new Uint8Array(0)

  constructor(private readonly options: ClientWireOptions) {}

  /** Gives PostgreSQL its callbacks. A read that finds nothing answers EAGAIN, and PostgreSQL waits. */
  open(): void {
    const { module } = this.options
    const read = (pointer: number, length: number) => this.read(pointer, length)
    const write = (pointer: number, length: number) => this.write(pointer, length)
    module._pgl_set_rw_cbs(module.addFunction(read, 'iii'), module.addFunction(write, 'iii'))
    // COPY … TO PROGRAM: there are no programs here, which PostgreSQL then says.
    module._pgl_set_popen_fn(module.addFunction(() => this.fail(EACCES) + 1, 'ppp'))
  }

  /** There is nobody who wants a session. */
  giveUp(): void {
    this.gone = true
  }

  /**
   * The log-in is done: an error that is sent from now on refuses nothing. PGlite's loop begins without the
   * ReadyForQuery with which PostgreSQL's does, so it is asked for.
   */
  letIn(): void {
    this.options.module._pgl_pq_flush()
    this.greeting = null
    this.ahead = SYNC
    for (const [name, value] of this.told) this.setLastReported(name, this.options.memory.allocateText(value))
  }

  /** The first ReadyForQuery has been sent. */
  greeted(): void {
    for (const name of this.told.keys()) this.setLastReported(name, 0)
    this.told.clear()
  }

  /** The next read finds that the client has gone, and PostgreSQL ends as it always does then. */
  hangUp(): void {
    // While PGlite is "active", a statement's end would come back to the loop instead of ending.
    this.options.module._pgl_setPGliteActive(0)
    this.options.rings.requests.close()
  }

  private read(pointer: number, length: number): number {
    const { memory, module, bell, post } = this.options
    const { requests } = this.options.rings
    const target = memory.bytes.subarray(pointer, pointer + length)
    if (this.ahead.length > 0) return this.readAhead(target)
    // A client may send more behind its start-up packet: that must wait until it is let in.
    const bytes = requests.read(this.startUpRest > 0 ? target.subarray(0, this.startUpRest) : target)
    if (bytes > 0) {
      if (this.startUpRest > 0) this.measureStartUp(target.slice(0, bytes))
      else this.options.notes?.read(target.subarray(0, bytes))
      if (requests.takeStalled()) {
        if (bell) bell.ring()
        else post({ type: 'room' })
      }
      return bytes
    }
    if (!requests.closed && !requests.ended) return this.fail(EAGAIN)
    this.options.beforeEnd()
    module._pgl_setPGliteActive(0)
    return 0
  }

  private readAhead(target: Uint8Array): number {
    const bytes = this.ahead.subarray(0, target.length)
    target.set(bytes)
    this.ahead = this.ahead.slice(bytes.length)
    return bytes.length
  }

  private measureStartUp(bytes: Uint8Array): void {
    this.startUpRest -= bytes.length
    if (this.startUpLength.length === LENGTH_BYTES) return
    this.startUpLength = Uint8Array.of(...this.startUpLength, ...bytes)
    if (this.startUpLength.length === LENGTH_BYTES)
      this.startUpRest = Math.max(0, new DataView(this.startUpLength.buffer).getInt32(0) - LENGTH_BYTES)
  }

  private write(pointer: number, length: number): number {
    const { memory, notes, bell, post } = this.options
    const { requests, answers } = this.options.rings
    if (requests.closed) {
      // PostgreSQL may take this for the connection's end.
      this.options.beforeEnd()
      return this.fail(ECONNRESET)
    }
    const bytes = answers.write(memory.bytes.subarray(pointer, pointer + length))
    if (this.greeting) this.listen(this.greeting, memory.bytes.slice(pointer, pointer + bytes))
    const tell = () => {
      bell?.ring()
      // The host of a client elsewhere only wants to hear for the journal's sake.
      if ((notes || !bell) && answers.tell()) post({ type: 'bytes' })
    }
    if (notes) notes.wrote(memory.bytes.subarray(pointer, pointer + bytes), tell)
    else tell()
    return bytes > 0 ? bytes : this.fail(EAGAIN)
  }

  private listen(greeting: BackendDecoder, bytes: Uint8Array): void {
    greeting.decode(bytes, (message) => {
      if (message.type === 'ErrorResponse') this.refusal = message.fields
      if (message.type === 'ParameterStatus') this.told.set(message.name, message.value)
    })
  }

  /**
   * This build forgets which value it has told, and would tell all parameters again that were set on the way. It never
   * looks up what it told later, so what is put here must go again.
   */
  private setLastReported(parameter: string, text: number): void {
    const { memory } = this.options
    const place = (findSetting(memory, parameter) + LAST_REPORTED) >> 2
    memory.call('free', memory.words[place] ?? 0)
    memory.words[place] = text
  }

  /** C's way to fail: errno, and -1. */
  private fail(errno: number): -1 {
    const { memory, errnoAddress } = this.options
    memory.words[errnoAddress >> 2] = errno
    return -1
  }
}
