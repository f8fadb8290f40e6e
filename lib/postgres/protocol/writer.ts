/** Writes messages into one growing buffer. PostgreSQL manual, "Message Data Types". */
import type { Format, WireValue } from './messages.ts'
import { ProtocolError } from './protocol-error.ts'

const utf8 = new TextEncoder()

/** All methods throw ProtocolError for what the protocol cannot carry, such as a zero byte within a string. */
export class Writer {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #end = 0
  #lengthAt = 0
  #letter: string | null = null

  /** Starts a message; null is a packet without a letter. */
  begin(letter: string | null): void {
    this.#letter = letter
    if (letter !== null) this.letter(letter)
    this.#lengthAt = this.#grow(4)
  }

  /** Ends the message that was begun: fills its length in. `limit` is the largest length that the receiver takes. */
  end(limit: number): void {
    const length = this.#end - this.#lengthAt
    if (length > limit) this.fail(`message of ${length} bytes, where ${limit} are allowed`)
    this.#view.setInt32(this.#lengthAt, length)
  }

  /** A copy of all that was written. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#end)
  }

  letter(letter: string): void {
    this.byte(letter.charCodeAt(0))
  }

  byte(value: number): void {
    this.#check(value, 0, 0xff)
    const at = this.#grow(1)
    this.#view.setUint8(at, value)
  }

  int16(value: number): void {
    this.#check(value, -0x8000, 0x7fff)
    const at = this.#grow(2)
    this.#view.setInt16(at, value)
  }

  uint16(value: number): void {
    this.#check(value, 0, 0xffff)
    const at = this.#grow(2)
    this.#view.setUint16(at, value)
  }

  int32(value: number): void {
    this.#check(value, -0x8000_0000, 0x7fff_ffff)
    const at = this.#grow(4)
    this.#view.setInt32(at, value)
  }

  uint32(value: number): void {
    this.#check(value, 0, 0xffff_ffff)
    const at = this.#grow(4)
    this.#view.setUint32(at, value)
  }

  /** UTF-8 with a terminating zero byte. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD. */
  string(value: string): void {
    if (value.includes('\0')) this.fail('string with a zero byte in it')
    this.raw(utf8.encode(value))
    this.byte(0)
  }

  raw(value: Uint8Array): void {
    const at = this.#grow(value.length)
    this.#bytes.set(value, at)
  }

  /** A length and as many bytes; null is a length of -1. */
  value(value: WireValue): void {
    this.int32(value === null ? -1 : value.length)
    if (value !== null) this.raw(value)
  }

  /** A count as Int16 without a sign, then each item as `write` writes it. */
  list<T>(items: readonly T[], write: (item: T) => void): void {
    this.uint16(items.length)
    for (const item of items) write(item)
  }

  formats(codes: readonly Format[]): void {
    this.list(codes, (code) => this.uint16(code))
  }

  fail(reason: string): never {
    throw new ProtocolError(reason, { state: 'encoding', letter: this.#letter, length: null })
  }

  #check(value: number, least: number, most: number): void {
    if (!Number.isInteger(value) || value < least || value > most) {
      this.fail(`number ${value} is not an integer from ${least} to ${most}`)
    }
  }

  /** Makes room for `count` bytes, which may replace the buffer, and gives the place of the first. */
  #grow(count: number): number {
    const start = this.#end
    this.#end += count
    if (this.#end > this.#bytes.length) {
      const old = this.#bytes
      this.#bytes = new Uint8Array(Math.max(this.#end, old.length * 2))
      this.#view = new DataView(this.#bytes.buffer)
      this.#bytes.set(old.subarray(0, start))
    }
    return start
  }
}
