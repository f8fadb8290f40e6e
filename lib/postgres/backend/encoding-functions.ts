/**
 * Functions that the conversion between UTF8 and LATIN1 calls and that this build left out. Modules that miss more than
 * these are refused when they are loaded (compatibility.ts), so a client encoding either works or is an ERROR.
 * Source: PostgreSQL's mb/mbutils.c (report_*) and common/wchar.c (pg_utf8_islegal).
 */
import type { ImportedFunctions } from './emscripten.ts'
import type { Memory } from './memory.ts'

/** elog.h. */
const ERROR = 21
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
  /** Leaves as C's ereport(ERROR) does: by a jump to PostgreSQL's handler. */
  const report = (code: string, message: string): number => {
    memory.call('errstart', ERROR, 0)
    memory.call('errcode', sqlState(code))
    memory.call('errmsg_internal', memory.allocateText(message.replaceAll('%', '%%')), 0)
    memory.call('errfinish', memory.allocateText('mbutils.c'), 0, memory.allocateText('report_encoding'))
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

/** MAKE_SQLSTATE of errcodes.h: six bits for each character. */
function sqlState(code: string): number {
  return [...code].reduce(
    (sum, character, i) => sum | (((character.charCodeAt(0) - 48) & 0x3f) << (6 * i)),
    0,
  )
}
