/**
 * Builds protocol bytes by hand, sharing no code with lib/postgres/protocol: a mistake there must not cancel itself out.
 * PostgreSQL manual, "Message Data Types".
 */

export type Bytes = readonly number[]

export const int8 = (value: number): Bytes => [value & 0xff]
export const int16 = (value: number): Bytes => [...int8(value >> 8), ...int8(value)]
export const int32 = (value: number): Bytes => [...int16(value >> 16), ...int16(value)]
export const char = (letter: string): Bytes => int8(letter.charCodeAt(0))
export const raw = (text: string): Bytes => [...Buffer.from(text, 'utf8')]
export const cstring = (text: string): Bytes => [...raw(text), 0]

/** A letter, the length with itself, the contents. */
export function message(letter: string, ...parts: Bytes[]): Uint8Array {
  const contents = parts.flat()
  return Uint8Array.from([...char(letter), ...int32(contents.length + 4), ...contents])
}

/** A length with itself, the contents. */
export function packet(...parts: Bytes[]): Uint8Array {
  const contents = parts.flat()
  return Uint8Array.from([...int32(contents.length + 4), ...contents])
}

export function join(pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces))
}

export const data = (text: string): Uint8Array => Uint8Array.from(raw(text))
