/** One version of a row of a catalogue: who began and ended it, and its columns by name. */
import type { Xid } from '../../client/journal.ts'
import { payloadOf } from '../records/datum.ts'
import { deform, TUPLE_HEADER, type Tuple } from '../records/tuple.ts'
import type { Layout } from './layout.ts'

const utf8 = new TextDecoder()

export class CatalogueRow {
  xmin: Xid
  /** 0: nobody. */
  xmax: Xid
  #values: (Uint8Array | null | undefined)[] | null = null

  constructor(
    readonly layout: Layout,
    readonly tuple: Tuple,
    { xmin, xmax }: { xmin: Xid; xmax: Xid },
  ) {
    this.xmin = xmin
    this.xmax = xmax
  }

  has(column: string): boolean {
    return this.layout.has(column)
  }

  /** An OID, or another unsigned number; 0 for NULL. */
  number(column: string): number {
    return this.#integer(column) >>> 0
  }

  /** A signed integer; 0 for NULL. */
  integer(column: string): number {
    const value = this.#integer(column)
    return this.layout.columns[this.layout.index(column)]?.length === 2 ? (value << 16) >> 16 : value
  }

  flag(column: string): boolean {
    return this.#integer(column) !== 0
  }

  /** A "char". */
  letter(column: string): string {
    const value = this.#integer(column)
    return value === 0 ? '' : String.fromCharCode(value)
  }

  /** A name or a text; empty for NULL. */
  text(column: string): string {
    const index = this.layout.index(column)
    const fixed = this.#fixed(index)
    const bytes = fixed ?? this.payload(column)
    if (bytes === null) return ''
    const end = fixed ? bytes.indexOf(0) : -1
    return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end))
  }

  /** Bytes of a value of variable length, without header; null for NULL and for what is stored out of line. */
  payload(column: string): Uint8Array | null {
    const raw = this.raw(column)
    return raw ? payloadOf(raw) : null
  }

  /** As stored; null for NULL. */
  raw(column: string): Uint8Array | null {
    this.#values ??= deform(this.tuple, this.layout.columns)
    return this.#values[this.layout.index(column)] ?? null
  }

  /** Its bytes were changed in place. */
  refresh(): void {
    this.#values = null
  }

  #integer(column: string): number {
    const bytes = this.#fixed(this.layout.index(column))
    if (!bytes) return 0
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    if (bytes.length === 1) return view.getUint8(0)
    return bytes.length === 2 ? view.getUint16(0, true) : view.getInt32(0, true)
  }

  #fixed(index: number): Uint8Array | null {
    const length = this.layout.columns[index]?.length ?? -1
    if (length < 0) return null
    const offset = this.layout.fixedOffset(index)
    if (offset < 0) {
      this.#values ??= deform(this.tuple, this.layout.columns)
      return this.#values[index] ?? null
    }
    const at = this.tuple.start + this.tuple.hoff - TUPLE_HEADER + offset
    return this.tuple.bytes.subarray(at, at + length)
  }
}
