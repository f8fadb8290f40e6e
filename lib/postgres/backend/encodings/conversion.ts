/**
 * Converts between UTF8 and another encoding by the maps of a side module, as PostgreSQL's own loops do, which this build
 * left out. Source: utils/mb/conv.c (UtfToLocal, LocalToUtf).
 */
import type { Memory } from '../memory.ts'
import { type EncodingTable, UTF8 } from './encoding-table.ts'
import { lookUp } from './radix-tree.ts'
import { isLegalUtf8, lengthInUtf8 } from './utf8.ts'

/** Size of an entry of the maps for pairs of characters: three codes each. */
const PAIR_ENTRY = 12

/** What both functions are called with. Addresses; 0 where there is no such map or function. */
export interface ConversionOptions {
  source: number
  length: number
  target: number
  map: number
  /** Two characters of Unicode that are one in the other encoding. */
  pairs: number
  pairCount: number
  /** Index of a function from code to code, for what is in no map. */
  compute: number
  /** The other encoding. */
  encoding: number
  /** Ends at the first character that has no equivalent, instead of an ERROR. */
  isLenient: boolean
}

export interface ConversionErrors {
  /** The bytes are none of this encoding. */
  invalid(encoding: number, address: number, length: number): void
  untranslatable(from: number, to: number, address: number, length: number): void
}

/** Both give the number of bytes of the source that they have converted, and end the target with a zero byte. */
export class Conversion {
  private at: number
  private readonly end: number
  private out: number

  constructor(
    private readonly memory: Memory,
    private readonly encodings: EncodingTable,
    private readonly errors: ConversionErrors,
    private readonly options: ConversionOptions,
  ) {
    this.at = options.source
    this.end = options.source + options.length
    this.out = options.target
  }

  fromUtf8(): number {
    const { encoding, isLenient } = this.options
    while (this.at < this.end && this.byte(this.at) !== 0) {
      const length = this.legalLength(this.at)
      if (length === 0) break
      if (length === 1) this.put(this.byte(this.at++))
      else if (!this.putPair(length) && !this.putOne(length, true)) {
        if (isLenient) return this.finish()
        this.errors.untranslatable(UTF8, encoding, this.at, this.end - this.at)
      }
    }
    return this.finishAll(UTF8)
  }

  toUtf8(): number {
    const { encoding, isLenient } = this.options
    while (this.at < this.end && this.byte(this.at) !== 0) {
      if (this.byte(this.at) < 0x80) {
        this.put(this.byte(this.at++))
        continue
      }
      const length = this.encodings.verifiedLength(encoding, this.at, this.end - this.at)
      if (length < 0) break
      if (this.putOne(length, false)) continue
      if (isLenient) return this.finish()
      this.errors.untranslatable(encoding, UTF8, this.at, this.end - this.at)
    }
    return this.finishAll(encoding)
  }

  /** One character by the map, as two by the map for pairs, or by the function. */
  private putOne(length: number, isFromUtf8: boolean): boolean {
    const codes = this.codesOf(this.memory.bytes.slice(this.at, this.at + length), isFromUtf8)
    for (const code of codes) this.put(code)
    if (codes.length > 0) this.at += length
    return codes.length > 0
  }

  private codesOf(character: Uint8Array, isFromUtf8: boolean): number[] {
    const { map, compute } = this.options
    const mapped = map ? lookUp(this.memory, map, character) : 0
    if (mapped) return [mapped]
    const code = codeOf(character)
    if (!isFromUtf8) for (const [local, one, other] of this.pairs()) if (local === code) return [one, other]
    const computed = compute ? this.memory.callPointer(compute, code) >>> 0 : 0
    return computed ? [computed] : []
  }

  /** Two characters of UTF8 that are one in the other encoding. The first has so many bytes. */
  private putPair(length: number): boolean {
    const second = this.at + length
    const next = this.options.pairs && second < this.end ? this.legalLength(second) : 0
    // No character of ASCII is part of a pair.
    if (next < 2) return false
    const { bytes } = this.memory
    const [one, other] = [bytes.slice(this.at, second), bytes.slice(second, second + next)].map(codeOf)
    for (const [first, last, code] of this.pairs()) {
      if (first !== one || last !== other) continue
      this.put(code)
      this.at = second + next
      return true
    }
    return false
  }

  /** The three codes of each entry. */
  private *pairs(): Generator<[number, number, number]> {
    const { pairs, pairCount } = this.options
    const code = (address: number) => (this.memory.words[address >> 2] ?? 0) >>> 0
    for (let entry = pairs; entry < pairs + pairCount * PAIR_ENTRY; entry += PAIR_ENTRY)
      yield [code(entry), code(entry + 4), code(entry + 8)]
  }

  /** 0 if there is no whole, legal character of UTF8. */
  private legalLength(at: number): number {
    const length = lengthInUtf8(this.byte(at))
    return at + length <= this.end && isLegalUtf8(this.memory.bytes, at, length) ? length : 0
  }

  /** The bytes of a code, without leading zeros. */
  private put(code: number): void {
    const { bytes } = this.memory
    for (let shift = 24; shift >= 0; shift -= 8) {
      const byte = (code >>> shift) & 0xff
      if (byte !== 0) bytes[this.out++] = byte
    }
  }

  /** What is left is not of the source's encoding. */
  private finishAll(source: number): number {
    if (this.at < this.end && !this.options.isLenient)
      this.errors.invalid(source, this.at, this.end - this.at)
    return this.finish()
  }

  private finish(): number {
    this.memory.bytes[this.out] = 0
    return this.at - this.options.source
  }

  private byte(at: number): number {
    return this.memory.bytes[at] ?? 0
  }
}

function codeOf(character: Uint8Array): number {
  return character.reduce((code, byte) => ((code << 8) | byte) >>> 0, 0)
}
