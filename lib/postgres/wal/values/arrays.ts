/** Arrays. Sources: utils/array.h, utils/adt/arrayfuncs.c (array_out). */
import { payloadOf } from '../records/datum.ts'
import { aligned, storedLength } from '../records/tuple.ts'
import { isUnknown, type Output, type Unknown, viewOf } from './output.ts'

/** How elements are stored and printed. */
export interface ElementType {
  length: number
  align: number
  delimiter: string
  output: Output
}

/** Dimensions, offset of the data (0: no null bitmap), element type; then sizes, then lower bounds. */
const DIMENSIONS_AT = 12
/** What the header of four bytes, that is not here, adds to offsets within an array. */
const HEADER = 4

export function arrayOf(element: ElementType): Output {
  return (value) => {
    const { sizes, bounds } = shape(value)
    if (sizes.length === 0) return '{}'
    const texts: string[] = []
    for (const text of elements(value, element)) {
      if (text !== null && isUnknown(text)) return text
      texts.push(text === null ? 'NULL' : quotedElement(text, element.delimiter))
    }
    const prefix = bounds.some((bound) => bound !== 1)
      ? `${sizes.map((size, index) => `[${bounds[index]}:${(bounds[index] ?? 1) + size - 1}]`).join('')}=`
      : ''
    return prefix + nested(texts, sizes, element.delimiter)
  }
}

/** int2vector and oidvector. */
export function vectorOf(element: ElementType): Output {
  return (value) => [...elements(value, element)].join(' ')
}

/** The elements in order; null is NULL. */
export function* elements(value: Uint8Array, element: ElementType): Generator<string | Unknown | null> {
  for (const raw of rawElements(value, element)) {
    const payload = raw && (element.length === -1 ? payloadOf(raw) : raw)
    yield payload && element.output(payload)
  }
}

/** Bytes of the elements as they are stored. */
export function* rawElements(
  value: Uint8Array,
  { length, align }: Pick<ElementType, 'length' | 'align'>,
): Generator<Uint8Array | null> {
  const { sizes } = shape(value)
  const count = sizes.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1)
  const dataOffset = viewOf(value).getInt32(4, true)
  const bitmap = DIMENSIONS_AT + 8 * sizes.length
  let at = dataOffset ? dataOffset - HEADER : aligned(bitmap + HEADER, 8) - HEADER
  for (let index = 0; index < count; index++) {
    if (dataOffset && ((value[bitmap + (index >> 3)] ?? 0) & (1 << (index & 7))) === 0) {
      yield null
      continue
    }
    at = aligned(at + HEADER, align) - HEADER
    const end = at + storedLength(value, at, length)
    yield value.subarray(at, length === -2 ? end - 1 : end)
    at = end
  }
}

function shape(value: Uint8Array): { sizes: number[]; bounds: number[] } {
  const view = viewOf(value)
  const dimensions = view.getInt32(0, true)
  const read = (at: number) =>
    Array.from({ length: dimensions }, (_, index) => view.getInt32(at + 4 * index, true))
  return { sizes: read(DIMENSIONS_AT), bounds: read(DIMENSIONS_AT + 4 * dimensions) }
}

function nested(texts: readonly string[], sizes: readonly number[], delimiter: string): string {
  const [size = 0, ...inner] = sizes
  if (inner.length === 0) return `{${texts.join(delimiter)}}`
  const each = texts.length / size
  const parts = Array.from({ length: size }, (_, index) =>
    nested(texts.slice(index * each, (index + 1) * each), inner, delimiter),
  )
  return `{${parts.join(delimiter)}}`
}

function quotedElement(text: string, delimiter: string): string {
  const isPlain =
    text !== '' &&
    text.toUpperCase() !== 'NULL' &&
    !/["\\{}\s]/.test(asciiSpaces(text)) &&
    !text.includes(delimiter)
  return isPlain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** PostgreSQL's array_isspace knows six blanks, JavaScript many more. */
function asciiSpaces(text: string): string {
  return text.replace(/[^\S \t\n\r\v\f]/g, 'x')
}
