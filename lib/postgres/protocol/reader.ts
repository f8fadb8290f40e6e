/** Reads the fields of one message, and never a byte beyond it. PostgreSQL manual, "Message Data Types". */
import type { Format, WireValue } from './messages.ts'
import type { PendingBytes } from './pending-bytes.ts'
import { ProtocolError, type ProtocolPlace } from './protocol-error.ts'

/** All methods throw ProtocolError where the message does not have what is asked for. */
export class Reader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #text: TextDecoder
  readonly #end: number
  readonly #place: ProtocolPlace
  #position: number

  /** Reads `source.bytes` from `start` to `end`; valid until the source changes. */
  constructor(source: PendingBytes, start: number, end: number, place: ProtocolPlace) {
    this.#bytes = source.bytes
    this.#view = source.view
    this.#text = source.text
    this.#position = start
    this.#end = end
    this.#place = place
  }

  byte(): number {
    return this.#view.getUint8(this.#advance(1))
  }

  int16(): number {
    return this.#view.getInt16(this.#advance(2))
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2))
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4))
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4))
  }

  /** A string and its terminating zero byte. */
  string(): string {
    const start = this.#position
    const terminator = this.#bytes.indexOf(0, start)
    if (terminator < 0 || terminator >= this.#end) this.fail('string without a terminator')
    this.#position = terminator + 1
    try {
      return this.#text.decode(this.#bytes.subarray(start, terminator))
    } catch {
      this.fail('string cannot be decoded as UTF-8')
    }
  }

  /** A copy of the next `count` bytes. */
  bytes(count: number): Uint8Array {
    const start = this.#advance(count)
    return this.#bytes.slice(start, start + count)
  }

  /** A copy of all that is left. */
  rest(): Uint8Array {
    return this.bytes(this.#end - this.#position)
  }

  /** A length and as many bytes; a length of -1 is null. */
  value(): WireValue {
    const length = this.int32()
    if (length === -1) return null
    if (length < 0) this.fail(`invalid length ${length} of a value`)
    return this.bytes(length)
  }

  /** An Int16 that is 0 or 1. */
  format(): Format {
    return this.#formatOf(this.uint16())
  }

  /** An Int8 that is 0 or 1: COPY's format as a whole. */
  byteFormat(): Format {
    return this.#formatOf(this.byte())
  }

  /** A count and as many format codes. */
  formats(): Format[] {
    return this.list(this.uint16(), () => this.format())
  }

  /** `count` times what `read` reads. The list grows as it is read: a count that does not fit costs nothing. */
  list<T>(count: number, read: () => T): T[] {
    const items: T[] = []
    for (let i = 0; i < count; i++) items.push(read())
    return items
  }

  /** The message must end here. */
  finish(): void {
    const left = this.#end - this.#position
    if (left > 0) this.fail(`message ends too late: bytes left ${left}, expected 0`)
  }

  fail(reason: string): never {
    throw new ProtocolError(reason, this.#place)
  }

  #formatOf(code: number): Format {
    if (code !== 0 && code !== 1) this.fail(`unrecognized format code ${code}`)
    return code
  }

  #advance(count: number): number {
    const start = this.#position
    const left = this.#end - start
    if (count > left) this.fail(`message ends too soon: bytes left ${left}, expected ${count}`)
    this.#position = start + count
    return start
  }
}
