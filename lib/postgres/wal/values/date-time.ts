/**
 * Dates and times in ISO style; timestamp with time zone in UTC, whatever the session's TimeZone is.
 * Sources: utils/adt/datetime.c (EncodeDateTime, EncodeInterval, j2date), utils/adt/{date,timestamp}.c.
 */
import { type Output, viewOf } from './output.ts'

/** Julian day of 2000-01-01. */
const EPOCH = 2451545
const DAY = 86_400_000_000n
const HOUR = 3_600_000_000n
const MINUTE = 60_000_000n
const SECOND = 1_000_000n
const LARGEST_4 = 0x7fffffff
const SMALLEST_4 = -0x80000000
const LARGEST_8 = 0x7fffffffffffffffn
const SMALLEST_8 = -0x8000000000000000n

export const date: Output = (value) => {
  const day = viewOf(value).getInt32(0, true)
  if (day === LARGEST_4) return 'infinity'
  if (day === SMALLEST_4) return '-infinity'
  const { text, era } = calendar(day)
  return text + era
}

export const time: Output = (value) => clock(viewOf(value).getBigInt64(0, true))

/** Its zone is stored in seconds west of Greenwich. */
export const timeWithZone: Output = (value) => {
  const view = viewOf(value)
  return clock(view.getBigInt64(0, true)) + offset(-view.getInt32(8, true))
}

export const timestamp: Output = (value) => stamp(viewOf(value).getBigInt64(0, true), '')
export const timestampWithZone: Output = (value) => stamp(viewOf(value).getBigInt64(0, true), '+00')

export const interval: Output = (value) => {
  const view = viewOf(value)
  const time = view.getBigInt64(0, true)
  const days = view.getInt32(8, true)
  const months = view.getInt32(12, true)
  if (time === LARGEST_8 && days === LARGEST_4 && months === LARGEST_4) return 'infinity'
  if (time === SMALLEST_8 && days === SMALLEST_4 && months === SMALLEST_4) return '-infinity'
  let text = ''
  let wasNegative = false
  const add = (count: number, unit: string) => {
    if (count === 0) return
    const sign = wasNegative && count > 0 ? '+' : ''
    text += `${text ? ' ' : ''}${sign}${count} ${unit}${count === 1 ? '' : 's'}`
    wasNegative = count < 0
  }
  add(Math.trunc(months / 12), 'year')
  add(months % 12, 'mon')
  add(days, 'day')
  if (text && time === 0n) return text
  const before = wasNegative ? '+' : ''
  const sign = time < 0n ? '-' : before
  return `${text ? `${text} ` : ''}${sign}${clock(time < 0n ? -time : time)}`
}

function stamp(microseconds: bigint, zone: string): string {
  if (microseconds === LARGEST_8) return 'infinity'
  if (microseconds === SMALLEST_8) return '-infinity'
  const inDay = ((microseconds % DAY) + DAY) % DAY
  const { text, era } = calendar(Number((microseconds - inDay) / DAY))
  return `${text} ${clock(inDay)}${zone}${era}`
}

/** The Gregorian date of a day counted from 2000-01-01: utils/adt/datetime.c, j2date. */
function calendar(day: number): { text: string; era: string } {
  let julian = day + EPOCH + 32044
  const quad = Math.floor(julian / 146097)
  const extra = (julian - quad * 146097) * 4 + 3
  julian += 60 + quad * 3 + Math.floor(extra / 146097)
  const fours = Math.floor(julian / 1461)
  julian -= fours * 1461
  let years = Math.floor((julian * 4) / 1461)
  const inYear = years !== 0 ? (julian + 305) % 365 : (julian + 306) % 366
  const days = inYear + 123
  years += fours * 4
  const year = years - 4800
  const quotient = Math.floor((days * 2141) / 65536)
  const dayOfMonth = days - Math.floor((7834 * quotient) / 256)
  const month = ((quotient + 10) % 12) + 1
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0')
  return { text: `${shown}-${two(month)}-${two(dayOfMonth)}`, era: year > 0 ? '' : ' BC' }
}

function clock(microseconds: bigint): string {
  const hours = microseconds / HOUR
  const minutes = (microseconds % HOUR) / MINUTE
  const seconds = (microseconds % MINUTE) / SECOND
  const fraction = String(microseconds % SECOND)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${two(hours)}:${two(minutes)}:${two(seconds)}${fraction ? `.${fraction}` : ''}`
}

function offset(east: number): string {
  const rest = Math.abs(east)
  const [minutes, seconds] = [Math.floor(rest / 60) % 60, rest % 60]
  const fine = seconds ? `:${two(minutes)}:${two(seconds)}` : minutes ? `:${two(minutes)}` : ''
  return `${east < 0 ? '-' : '+'}${two(Math.floor(rest / 3600))}${fine}`
}

function two(number: number | bigint): string {
  return String(number).padStart(2, '0')
}
