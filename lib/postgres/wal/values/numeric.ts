/** numeric: digits to the base of 10,000. Source: utils/adt/numeric.c (NumericChoice, get_str_from_var). */
import { type Output, viewOf } from './output.ts'

const SPECIAL = 0xc000
const NAN = 0xc000
const INFINITY = 0xd000
const SHORT = 0x8000
const DIGITS = 4

export const numeric: Output = (value) => {
  const view = viewOf(value)
  const header = view.getUint16(0, true)
  if ((header & SPECIAL) === SPECIAL) {
    if (header === NAN) return 'NaN'
    return header === INFINITY ? 'Infinity' : '-Infinity'
  }
  const isShort = (header & SHORT) !== 0
  const negative = header & (isShort ? 0x2000 : 0x4000)
  const scale = isShort ? (header & 0x1f80) >> 7 : header & 0x3fff
  const weight = isShort ? (header & 0x40 ? -64 : 0) | (header & 0x3f) : view.getInt16(2, true)
  const first = isShort ? 2 : 4
  const digit = (index: number) => {
    const at = first + 2 * index
    return index >= 0 && at + 2 <= value.length ? view.getInt16(at, true) : 0
  }
  let whole = ''
  for (let index = 0; index <= weight; index++)
    whole += index === 0 ? digit(0) : String(digit(index)).padStart(DIGITS, '0')
  let fraction = ''
  for (let index = weight + 1; fraction.length < scale; index++)
    fraction += String(digit(index)).padStart(DIGITS, '0')
  const point = scale > 0 ? `.${fraction.slice(0, scale)}` : ''
  return `${negative ? '-' : ''}${whole || '0'}${point}`
}
