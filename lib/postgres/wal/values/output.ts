/** What an output function is here. */

/** A value that is not known, with the reason in words. */
export interface Unknown {
  unknown: string
}

/**
 * The text that PostgreSQL's output function prints with default settings (DateStyle ISO, IntervalStyle postgres,
 * bytea_output hex, extra_float_digits 1). Takes a varlena without its header, or the fixed-length bytes.
 */
export type Output = (value: Uint8Array) => string | Unknown

export function isUnknown(value: string | Unknown): value is Unknown {
  return typeof value !== 'string'
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
