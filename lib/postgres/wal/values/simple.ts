/** Output of types that need nothing but their bytes. Sources: utils/adt/{bool,int,char,varlena,uuid,tid,mac,cash}.c. */
import { type Output, viewOf } from './output.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
const HIGH_BIT = 0x80

export const text: Output = (value) => utf8.decode(value)
export const cString: Output = (value) => utf8.decode(value)
export const boolean: Output = (value) => (value[0] ? 't' : 'f')
export const int2: Output = (value) => String(viewOf(value).getInt16(0, true))
export const int4: Output = (value) => String(viewOf(value).getInt32(0, true))
export const int8: Output = (value) => String(viewOf(value).getBigInt64(0, true))
export const unsigned4: Output = (value) => String(viewOf(value).getUint32(0, true))
export const unsigned8: Output = (value) => String(viewOf(value).getBigUint64(0, true))
export const bytea: Output = (value) => `\\x${hex(value)}`

export const name: Output = (value) => {
  const end = value.indexOf(0)
  return utf8.decode(end < 0 ? value : value.subarray(0, end))
}

/** The type "char": one byte. */
export const letter: Output = ([byte = 0]) => {
  if (byte & HIGH_BIT) return `\\${byte.toString(8).padStart(3, '0')}`
  return byte === 0 ? '' : String.fromCharCode(byte)
}

export const uuid: Output = (value) => {
  const digits = hex(value)
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20)]
  return [...parts, digits.slice(20)].join('-')
}

/** Block, in two halves, and offset. */
export const tid: Output = (value) => {
  const view = viewOf(value)
  return `(${view.getUint16(0, true) * 65536 + view.getUint16(2, true)},${view.getUint16(4, true)})`
}

export const macAddress: Output = (value) => [...value].map(hexByte).join(':')

export const walPosition: Output = (value) => {
  const number = viewOf(value).getBigUint64(0, true)
  const half = (part: bigint) => part.toString(16).toUpperCase()
  return `${half(number >> 32n)}/${half(number & 0xffffffffn)}`
}

export const bits: Output = (value) => {
  const length = viewOf(value).getInt32(0, true)
  const digits = [...value.subarray(4)].map((byte) => byte.toString(2).padStart(8, '0'))
  return digits.join('').slice(0, length)
}

/** With lc_monetary C: two decimals, a comma between thousands. */
export const money: Output = (value) => {
  const amount = viewOf(value).getBigInt64(0, true)
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0')
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0n ? '-' : ''}$${whole}.${digits.slice(-2)}`
}

function hex(bytes: Uint8Array): string {
  let digits = ''
  for (const byte of bytes) digits += hexByte(byte)
  return digits
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0')
}
