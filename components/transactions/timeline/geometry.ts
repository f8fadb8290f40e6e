/** Pixels of the timeline in its two forms: time to the right with lanes below each other, or down with lanes side by side. */
import type { Lane } from './lanes.ts'
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
  /** Of all. */
  length: number
  breadth: number
}

/** Pixels between nested brackets: a line of small text. */
export const bracketPitch = 16

const least = { lanes: 56, columns: 36 } as const

/** `count` statements, and *now*; `width` is what there is. */
export function geometryOf(form: Form, lanes: readonly Lane[], count: number, width: number): Geometry {
  return form === 'lanes' ? toTheRight(lanes, count, width) : down(lanes, count, width)
}

function toTheRight(lanes: readonly Lane[], count: number, width: number): Geometry {
  const head = 60
  const step = Math.min(88, Math.max(least.lanes, Math.floor((width - head) / (count + 1))))
  const sizes = lanes.map(({ depth }) => 54 + depth * bracketPitch)
  const placed = placeLanes(sizes, () => 36)
  return {
    form: 'lanes',
    step,
    head,
    side: 22,
    lanes: placed,
    length: head + step * (count + 1),
    breadth: 22 + sum(sizes),
  }
}

function down(lanes: readonly Lane[], count: number, width: number): Geometry {
  const side = 36
  const even = Math.max(116, Math.floor((width - side) / Math.max(1, lanes.length)))
  const sizes = lanes.map(() => even)
  const placed = placeLanes(sizes, (at) => 14 + (lanes[at]?.depth ?? 0) * bracketPitch)
  const head = 34
  return {
    form: 'columns',
    step: least.columns,
    head,
    side,
    lanes: placed,
    length: head + least.columns * (count + 1),
    breadth: side + sum(sizes),
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
  const offset = 14 + level * bracketPitch
  return across(geometry, lane, geometry.form === 'lanes' ? offset : -offset)
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
