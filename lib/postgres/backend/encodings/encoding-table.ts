/**
 * What PostgreSQL knows of each encoding: its name, and how its characters are read.
 * Source: mb/pg_wchar.h (pg_wchar_tbl, pg_enc2name) and common/wchar.c, on wasm32.
 */
import type { StaticVariables } from '../../patch/static-variables.ts'
import type { Memory } from '../memory.ts'

/** Size and fields of pg_wchar_tbl: indexes of functions. */
const ENTRY = 28
const entry = { length: 8, verify: 16 } as const
/** Size and fields of pg_enc2name; the encoding of the database points into the table of all. */
const NAME_ENTRY = 8
const nameEntry = { name: 0, encoding: 4 } as const

/** Of mb/pg_wchar.h. */
export const UTF8 = 6
const GB18030 = 39

export class EncodingTable {
  constructor(
    private readonly memory: Memory,
    private readonly variables: StaticVariables,
  ) {}

  name(encoding: number): string {
    const { words } = this.memory
    const own = words[this.variables.databaseEncoding >> 2] ?? 0
    const first = own - NAME_ENTRY * (words[(own + nameEntry.encoding) >> 2] ?? 0)
    return this.memory.text(words[(first + NAME_ENTRY * encoding + nameEntry.name) >> 2] ?? 0)
  }

  /** Bytes of the character that begins there, at most as many as there are; all of them where too few are there to tell. */
  lengthAt(encoding: number, address: number, available: number): number {
    const isShort = encoding === GB18030 && available < 2 && (this.memory.bytes[address] ?? 0) >= 0x80
    return isShort ? available : Math.min(available, this.call(entry.length, encoding, address))
  }

  /** Bytes of the character that begins there; negative if it is none. */
  verifiedLength(encoding: number, address: number, available: number): number {
    return this.call(entry.verify, encoding, address, available)
  }

  private call(field: number, encoding: number, ...args: number[]): number {
    const at = this.variables.encodings + ENTRY * encoding + field
    return this.memory.callPointer(this.memory.words[at >> 2] ?? 0, ...args)
  }
}
