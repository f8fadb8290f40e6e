/** Composite values and ranges. Sources: utils/adt/rowtypes.c (record_out), utils/adt/{rangetypes,multirangetypes}.c. */
import { payloadOf } from '../records/datum.ts'
import { aligned, deform, storedLength, TUPLE_HEADER } from '../records/tuple.ts'
import { isUnknown, type Output, viewOf } from './output.ts'

/** How a part is stored and printed. */
export interface PartType {
  length: number
  align: number
  output: Output
}

/** A column of a composite type. */
export interface Field extends PartType {
  isDropped: boolean
}

/** What the header of four bytes, that is not here, adds to offsets. */
const HEADER = 4

export function recordOf(fields: readonly Field[]): Output {
  return (value) => {
    const view = viewOf(value)
    const infomask2 = view.getUint16(18 - HEADER, true)
    const infomask = view.getUint16(20 - HEADER, true)
    const hoff = view.getUint8(22 - HEADER)
    const tuple = { bytes: value, start: TUPLE_HEADER - HEADER, end: value.length, infomask2, infomask, hoff }
    const texts: string[] = []
    for (const [index, raw] of deform(tuple, fields).entries()) {
      const field = fields[index]
      if (!field || field.isDropped) continue
      const payload = raw && (field.length === -1 ? payloadOf(raw) : raw)
      const text = payload ? field.output(payload) : ''
      if (isUnknown(text)) return text
      texts.push(payload ? quotedField(text) : '')
    }
    return `(${texts.join(',')})`
  }
}

const EMPTY = 0x01
const LOWER_INCLUSIVE = 0x02
const UPPER_INCLUSIVE = 0x04
const LOWER_INFINITE = 0x08
const UPPER_INFINITE = 0x10

/** OID of the range type, the bounds, flags in the last byte. */
export function rangeOf(bound: PartType): Output {
  return (value) => {
    const flags = value[value.length - 1] ?? EMPTY
    return rangeText(value, 4, flags, bound)
  }
}

function rangeText(value: Uint8Array, start: number, flags: number, bound: PartType) {
  if (flags & EMPTY) return 'empty'
  let at = start
  const next = () => {
    if (bound.length !== -1 || value[at] === 0) at = aligned(at + HEADER, bound.align) - HEADER
    const raw = value.subarray(at, at + storedLength(value, at, bound.length))
    at += raw.length
    const payload = bound.length === -1 ? payloadOf(raw) : raw
    return payload ? bound.output(payload) : { unknown: '(bound of a range)' }
  }
  const lower = flags & LOWER_INFINITE ? null : next()
  if (lower !== null && isUnknown(lower)) return lower
  const upper = flags & UPPER_INFINITE ? null : next()
  if (upper !== null && isUnknown(upper)) return upper
  const open = flags & LOWER_INCLUSIVE ? '[' : '('
  const close = flags & UPPER_INCLUSIVE ? ']' : ')'
  return `${open}${quotedBound(lower)},${quotedBound(upper)}${close}`
}

const OFFSET_BIT = 0x80000000

/** OID, number of ranges, items (lengths or offsets) of all but the first, flags, then the bounds. */
export function multirangeOf(bound: PartType): Output {
  return (value) => {
    const view = viewOf(value)
    const count = view.getUint32(4, true)
    const flagsAt = 8 + 4 * Math.max(0, count - 1)
    const origin = aligned(flagsAt + count + HEADER, bound.align) - HEADER
    const texts: string[] = []
    let offset = 0
    for (let index = 0; index < count; index++) {
      if (index > 0) {
        const item = view.getUint32(4 + 4 * index, true)
        offset = item & OFFSET_BIT ? item & ~OFFSET_BIT : offset + item
      }
      const text = rangeText(value, origin + offset, value[flagsAt + index] ?? 0, bound)
      if (isUnknown(text)) return text
      texts.push(text)
    }
    return `{${texts.join(',')}}`
  }
}

function quotedField(text: string): string {
  return text === '' || /["\\(),\t\n\v\f\r ]/.test(text) ? doubled(text) : text
}

function quotedBound(text: string | null): string {
  if (text === null) return ''
  return text === '' || /["\\()[\],\t\n\v\f\r ]/.test(text) ? doubled(text) : text
}

function doubled(text: string): string {
  return `"${text.replace(/["\\]/g, '$&$&')}"`
}
