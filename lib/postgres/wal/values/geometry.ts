/** Points and what is made of them. Source: utils/adt/geo_ops.c (path_encode, line_out, circle_out). */
import { float8 } from './float.ts'
import { type Output, viewOf } from './output.ts'

const POINT = 16

export const point: Output = (value) => pair(value, 0)
export const segment: Output = (value) => `[${points(value, 0, 2)}]`
export const box: Output = (value) => points(value, 0, 2)
export const line: Output = (value) => `{${[0, 8, 16].map((at) => number(value, at)).join(',')}}`
export const circle: Output = (value) => `<${pair(value, 0)},${number(value, POINT)}>`

/** Number of points, whether it is closed, four bytes of padding. */
export const path: Output = (value) => {
  const view = viewOf(value)
  const list = points(value, 12, view.getInt32(0, true))
  return view.getInt32(4, true) ? `(${list})` : `[${list}]`
}

/** Number of points, and the box around them. */
export const polygon: Output = (value) => `(${points(value, 36, viewOf(value).getInt32(0, true))})`

function points(value: Uint8Array, at: number, count: number): string {
  return Array.from({ length: count }, (_, index) => pair(value, at + POINT * index)).join(',')
}

function pair(value: Uint8Array, at: number): string {
  return `(${number(value, at)},${number(value, at + 8)})`
}

function number(value: Uint8Array, at: number): string {
  return String(float8(value.subarray(at, at + 8)))
}
