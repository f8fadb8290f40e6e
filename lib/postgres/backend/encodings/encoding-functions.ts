/**
 * Functions that the conversion between UTF8 and LATIN1 calls and that this build left out. Modules that miss more than
 * these are refused when they are loaded (compatibility.ts), so a client encoding either works or is an ERROR.
 * Source: PostgreSQL's mb/mbutils.c (report_*) and common/wchar.c (pg_utf8_islegal).
 */
import type { ImportedFunctions } from './emscripten.ts'
import { raise } from './ereport.ts'
import type { Memory } from './memory.ts'

const CHARACTER_NOT_IN_REPERTOIRE = '22021'
const UNTRANSLATABLE_CHARACTER = '22P05'
/** Of mb/pg_wchar.h, those that can occur. */
const encodingNames: Readonly<Record<number, string>> = { 6: 'UTF8', 8: 'LATIN1' }
/** A message never shows more bytes than this. */
const SHOWN_BYTES = 8

export function addEncodingFunctions(env: ImportedFunctions, memory: Memory): void {
  const shown = (address: number, length: number) =>
    [...memory.bytes.subarray(address, address + Math.min(length, SHOWN_BYTES))]
      .map((byte) => `0x${byte.toString(16).padStart(2, '0')}`)
      .join(' ')
  const report = (code: string, message: string): number => {
    raise(memory, { code, message, file: 'mbutils.c', routine: 'report_encoding' })
    return 0
  }
  env.report_invalid_encoding = (encoding = 0, address = 0, length = 0) =>
    report(
      CHARACTER_NOT_IN_REPERTOIRE,
      `invalid byte sequence for encoding "${encodingNames[encoding]}": ${shown(address, length)}`,
    )
  env.report_untranslatable_char = (from = 0, to = 0, address = 0, length = 0) =>
    report(
      UNTRANSLATABLE_CHARACTER,
      `character with byte sequence ${shown(address, sequenceLength(memory.bytes[address] ?? 0, length))} in encoding "${encodingNames[from]}" has no equivalent in encoding "${encodingNames[to]}"`,
    )
  env.pg_utf8_islegal = (address = 0, length = 0) =>
    isLegalUtf8(memory.bytes.slice(address, address + length)) ? 1 : 0
}

/** Bytes of the character that starts so, in UTF-8 or LATIN1. */
function sequenceLength(first: number, available: number): number {
  const length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  return Math.min(length, available)
}

function isLegalUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
