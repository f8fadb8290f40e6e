/** jsonb: a tree in binary. Sources: utils/jsonb.h, utils/adt/jsonb.c (JsonbToCString), utils/adt/json.c (escape_json). */
import { payloadOf } from '../records/datum.ts'
import { aligned } from '../records/tuple.ts'
import { numeric } from './numeric.ts'
import { type Output, viewOf } from './output.ts'

const COUNT = 0x0fffffff
const SCALAR = 0x10000000
const OBJECT = 0x20000000
const LENGTH = 0x0fffffff
const TYPE = 0x70000000
const HAS_OFFSET = 0x80000000
const type = {
  string: 0,
  numeric: 0x10000000,
  false: 0x20000000,
  true: 0x30000000,
  null: 0x40000000,
  container: 0x50000000,
} as const
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export const jsonb: Output = (value) => container(value)

function container(bytes: Uint8Array): string {
  const view = viewOf(bytes)
  const header = view.getUint32(0, true)
  const count = header & COUNT
  const isObject = (header & OBJECT) !== 0
  const entries = isObject ? 2 * count : count
  const values: string[] = []
  let end = 0
  for (let index = 0; index < entries; index++) {
    const entry = view.getUint32(4 + 4 * index, true)
    const start = end
    end = entry & HAS_OFFSET ? entry & LENGTH : end + (entry & LENGTH)
    values.push(node(bytes, 4 + 4 * entries, start, end, entry & TYPE))
  }
  if (header & SCALAR) return values[0] ?? ''
  if (!isObject) return `[${values.join(', ')}]`
  return `{${values
    .slice(0, count)
    .map((key, index) => `${key}: ${values[count + index]}`)
    .join(', ')}}`
}

/** Numbers and containers begin at a multiple of four; the padding before them is part of their length. */
function node(bytes: Uint8Array, origin: number, start: number, end: number, kind: number): string {
  switch (kind) {
    case type.string:
      return quoted(utf8.decode(bytes.subarray(origin + start, origin + end)))
    case type.numeric: {
      const payload = payloadOf(bytes.subarray(origin + aligned(start, 4), origin + end))
      return payload ? String(numeric(payload)) : ''
    }
    case type.container:
      return container(bytes.subarray(origin + aligned(start, 4), origin + end))
    case type.true:
      return 'true'
    case type.false:
      return 'false'
    default:
      return 'null'
  }
}

/** As JSON.stringify, but for lone surrogates, which UTF-8 does not have. */
function quoted(text: string): string {
  return JSON.stringify(text)
}
