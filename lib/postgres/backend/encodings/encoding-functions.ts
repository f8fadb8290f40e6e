/**
 * Functions that conversions between encodings call and that this build left out. Modules that miss more than these are
 * refused when they are loaded (compatibility.ts), so an encoding either works or is an ERROR.
 * Source: PostgreSQL's mb/mbutils.c (report_*), common/wchar.c (pg_utf8_islegal) and utils/mb/conv.c.
 */
import type { StaticVariables } from '../../patch/static-variables.ts'
import type { ImportedFunctions } from '../emscripten.ts'
import { raise } from '../ereport.ts'
import type { Memory } from '../memory.ts'
import { Conversion, type ConversionErrors } from './conversion.ts'
import { EncodingTable } from './encoding-table.ts'
import { isLegalUtf8 } from './utf8.ts'

const CHARACTER_NOT_IN_REPERTOIRE = '22021'
const UNTRANSLATABLE_CHARACTER = '22P05'
/** A message never shows more bytes than this. */
const SHOWN_BYTES = 8

export function addEncodingFunctions(
  env: ImportedFunctions,
  memory: Memory,
  variables: StaticVariables,
): void {
  const encodings = new EncodingTable(memory, variables)
  const errors = conversionErrors(memory, encodings)
  env.report_invalid_encoding = (encoding = 0, address = 0, length = 0) => {
    errors.invalid(encoding, address, length)
    return 0
  }
  env.report_untranslatable_char = (from = 0, to = 0, address = 0, length = 0) => {
    errors.untranslatable(from, to, address, length)
    return 0
  }
  env.pg_utf8_islegal = (address = 0, length = 0) => (isLegalUtf8(memory.bytes, address, length) ? 1 : 0)
  const conversion = (args: readonly number[]) => {
    const [source = 0, length = 0, target = 0, map = 0, pairs = 0] = args
    const [pairCount = 0, compute = 0, encoding = 0, noError = 0] = args.slice(5)
    return new Conversion(memory, encodings, errors, {
      ...{ source, length, target, map, pairs, pairCount, compute, encoding },
      isLenient: noError !== 0,
    })
  }
  env.UtfToLocal = (...args) => conversion(args).fromUtf8()
  env.LocalToUtf = (...args) => conversion(args).toUtf8()
}

function conversionErrors(memory: Memory, encodings: EncodingTable): ConversionErrors {
  const shown = (encoding: number, address: number, available: number) => {
    const length = Math.min(encodings.lengthAt(encoding, address, available), SHOWN_BYTES)
    return [...memory.bytes.subarray(address, address + length)]
      .map((byte) => `0x${byte.toString(16).padStart(2, '0')}`)
      .join(' ')
  }
  const report = (code: string, routine: string, message: string) =>
    raise(memory, { code, message, file: 'mbutils.c', routine })
  return {
    invalid: (encoding, address, available) =>
      report(
        CHARACTER_NOT_IN_REPERTOIRE,
        'report_invalid_encoding',
        `invalid byte sequence for encoding "${encodings.name(encoding)}": ${shown(encoding, address, available)}`,
      ),
    untranslatable: (from, to, address, available) =>
      report(
        UNTRANSLATABLE_CHARACTER,
        'report_untranslatable_char',
        `character with byte sequence ${shown(from, address, available)} in encoding "${encodings.name(from)}" has no equivalent in encoding "${encodings.name(to)}"`,
      ),
  }
}
