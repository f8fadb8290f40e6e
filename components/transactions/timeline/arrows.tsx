'use client'
/** Arrows from who waits to who holds the lock, and the breaks of crashes: lines across lanes. */
import { classes } from '../../primitives/classes.ts'
import { useWhose } from '../use-whose.ts'
import type { Arrow, Break } from './drawing.ts'
import { across, along, boxOf, type Geometry } from './geometry.ts'
import type { Lane } from './lanes.ts'

export interface ArrowsProps {
  geometry: Geometry
  lanes: readonly Lane[]
  arrows: readonly Arrow[]
  breaks: readonly Break[]
}

/** Pixels between the tip and the middle of the holder's lane: just outside of its band. */
const distance = 9

export function Arrows({ geometry, lanes, arrows, breaks }: ArrowsProps) {
  return (
    <svg
      aria-hidden="true"
      className="absolute inset-0 size-full overflow-visible"
      fill="none"
      strokeWidth={2}
    >
      {arrows.map((arrow) => (
        <ArrowLine key={arrow.key} arrow={arrow} geometry={geometry} lanes={lanes} />
      ))}
      {breaks.map(({ key, at }) => (
        <path
          key={key}
          data-break
          className="stroke-ink forced-colors:stroke-[CanvasText]"
          strokeWidth={1.5}
          d={zigzag(geometry, at)}
        />
      ))}
    </svg>
  )
}

function ArrowLine({ arrow, geometry, lanes }: { arrow: Arrow; geometry: Geometry; lanes: readonly Lane[] }) {
  const { hue } = useWhose(lanes[arrow.from]?.session ?? null)
  const start = across(geometry, arrow.from)
  const middle = across(geometry, arrow.to)
  const back = middle > start ? -1 : 1
  const tip = middle + back * distance
  const at = along(geometry, arrow.at)
  const point = (place: number, side: number) => {
    const { left, top } = boxOf(geometry, place, place, side, side)
    return `${left} ${top}`
  }
  const wing = tip + back * 6
  return (
    <path
      data-session={hue}
      data-arrow={arrow.kind}
      className={classes(
        'stroke-(--whose) forced-colors:stroke-[CanvasText]',
        arrow.kind === 'over' && 'opacity-70',
      )}
      strokeLinejoin="round"
      strokeLinecap="round"
      d={`M ${point(at, start)} L ${point(at, tip)} M ${point(at - 5, wing)} L ${point(at, tip)} L ${point(at + 5, wing)}`}
    />
  )
}

/** From edge to edge across all lanes. */
function zigzag(geometry: Geometry, at: number): string {
  const place = along(geometry, at)
  const steps = Math.ceil((geometry.breadth - geometry.side) / 8)
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const side = Math.min(geometry.breadth, geometry.side + step * 8)
    const { left, top } = boxOf(geometry, place + (step % 2 === 0 ? -3 : 3), place, side, side)
    return `${left} ${top}`
  })
  return `M ${points.join(' L ')}`
}
