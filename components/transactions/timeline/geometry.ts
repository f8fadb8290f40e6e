/** Pixels of the timeline in its two forms: time to the right with lanes below each other, or down with lanes side by side. */
import type { Form } from './moves.ts'

export interface Geometry {
  form: Form
  /** Of a column along the timeline. */
  step: number
  /** Before the first column: names of the lanes, or numbers of the statements. */
  head: number
  /** Across, before the first lane. */
  side: number
  /** Across, from the first lane's edge: where each lane begins, and how much it takes. */
  lanes: readonly { start: number; size: number; track: number }[]
  /** Of the table. */
  length: number
  breadth: number
  /** Of all that can be scrolled through: with *now* at the end, the first column in sight is a whole one. */
  reach: number
}

/** Of a lane, all that its size depends on. */
interface Nested {
  /** How many savepoints are nested at most. */
  depth: number
}

/** Pixels between nested brackets: a line of small text. */
export const bracketPitch = 16

/** Of a column to the right: a word above it has room. Of a lane and a column that go down: a line of text. */
const least = { step: 58, lane: 104, row: 36 } as const

/** `count` statements, and *now*; `width` is what there is. */
export function geometryOf(form: Form, lanes: readonly Nested[], count: number, width: number): Geometry {
  return form === 'lanes' ? toTheRight(lanes, count, width) : down(lanes, count, width)
}

function toTheRight(lanes: readonly Nested[], count: number, width: number): Geometry {
  const head = 60
  const room = Math.max(least.step, width - head)
  const inSight = Math.min(Math.floor(room / least.step), count + 1)
  const step = Math.min(88, Math.floor(room / inSight))
  const sizes = lanes.map(({ depth }) => 54 + depth * bracketPitch)
  const length = head + step * (count + 1)
  return {
    form: 'lanes',
    step,
    head,
    side: 22,
    lanes: placeLanes(sizes, () => 36),
    length,
    breadth: 22 + sum(sizes),
    reach: count + 1 > inSight ? length + room - step * inSight : length,
  }
}

function down(lanes: readonly Nested[], count: number, width: number): Geometry {
  const side = 36
  const nested = sum(lanes.map(({ depth }) => depth * bracketPitch))
  const even = Math.max(least.lane, Math.floor((width - side - nested) / Math.max(1, lanes.length)))
  const sizes = lanes.map(({ depth }) => even + depth * bracketPitch)
  const head = 34
  const length = head + least.row * (count + 1)
  return {
    form: 'columns',
    step: least.row,
    head,
    side,
    lanes: placeLanes(sizes, (at) => 14 + (lanes[at]?.depth ?? 0) * bracketPitch),
    length,
    breadth: side + sum(sizes),
    reach: length,
  }
}

function placeLanes(sizes: readonly number[], track: (at: number) => number): Geometry['lanes'] {
  return sizes.map((size, at) => ({ start: sum(sizes.slice(0, at)), size, track: track(at) }))
}

/** Along: the pixel of a place (unit: columns). */
export function along({ head, step }: Geometry, place: number): number {
  return head + place * step
}

/** Across: the middle of a lane's track, or so far from it. */
export function across({ side, lanes }: Geometry, lane: number, from = 0): number {
  const placed = lanes[lane]
  return placed ? side + placed.start + placed.track + from : side
}

/** Where brackets of a level lie: below the lane, or left of it. */
export function bracketLine(geometry: Geometry, lane: number, level: number): number {
  // Its name lies along it: between the lane and what is below, or beside the lane.
  return across(
    geometry,
    lane,
    geometry.form === 'lanes' ? 14 + level * bracketPitch : -17 - level * bracketPitch,
  )
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** A box by its edges along and across. */
export function boxOf({ form }: Geometry, from: number, to: number, near: number, far: number): Box {
  return form === 'lanes'
    ? { left: from, top: near, width: to - from, height: far - near }
    : { left: near, top: from, width: far - near, height: to - from }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
