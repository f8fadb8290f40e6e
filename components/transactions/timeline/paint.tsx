'use client'
/** The timeline as a picture, for the eye: what a screen reader hears stands in the grid's cells below it. */
import { memo } from 'react'
import type { SessionRef } from '../../../lib/transactions/views/view.ts'
import { classes } from '../../primitives/classes.ts'
import { useWhose } from '../use-whose.ts'
import { Arrows } from './arrows.tsx'
import type { Drawing } from './drawing.ts'
import { across, along, boxOf, bracketLine, type Geometry } from './geometry.ts'
import type { Lane } from './lanes.ts'
import { bandLooks, bracketLooks } from './looks.ts'
import { SignMark } from './sign-mark.tsx'
import type { Label, Sign } from './signs.ts'

export interface PaintProps {
  geometry: Geometry
  lanes: readonly Lane[]
  drawing: Drawing
  signs: readonly Sign[]
  labels: readonly Label[]
}

/** Half of a band's thickness in pixels. */
const half = 7

export const Paint = memo(function Paint(props: PaintProps) {
  const { geometry, lanes, drawing } = props
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {lanes.map((lane, index) => (
        <LanePaint key={lane.session.key} session={lane.session} index={index} {...props} />
      ))}
      <Arrows geometry={geometry} lanes={lanes} arrows={drawing.arrows} breaks={drawing.breaks} />
    </div>
  )
})

/** Without a box of its own: it only says whose hue it is. */
function LanePaint({
  session,
  index,
  geometry,
  drawing,
  signs,
  labels,
}: PaintProps & { session: SessionRef; index: number }) {
  const { hue } = useWhose(session)
  const own = <Part extends { lane: number }>(parts: readonly Part[]) =>
    parts.filter(({ lane }) => lane === index)
  const box = (from: number, to: number, near: number, far: number) =>
    boxOf(geometry, along(geometry, from), along(geometry, to), near, far)
  const middle = across(geometry, index)
  const isFlat = geometry.form === 'lanes'
  return (
    <div data-session={hue} className="contents forced-colors:[--whose:CanvasText]">
      {own(drawing.bands).map(({ key, from, to, look, opens, closes }) => (
        <div
          key={key}
          data-band={look}
          className={classes(
            'absolute border',
            bandLooks[look],
            opens ? (isFlat ? 'border-s-0' : 'border-t-0') : isFlat ? 'rounded-s-[3px]' : 'rounded-t-[3px]',
            closes ? (isFlat ? 'border-e-0' : 'border-b-0') : isFlat ? 'rounded-e-[3px]' : 'rounded-b-[3px]',
          )}
          style={box(from, to, middle - half, middle + half)}
        />
      ))}
      {own(drawing.gaps).map(({ key, from, to, lasts }) => (
        <div
          key={key}
          data-gap={lasts ? 'lasts' : 'over'}
          className={classes('absolute border-(--whose) border-dashed', isFlat ? 'border-t-2' : 'border-s-2')}
          style={box(from, to, middle - 1, middle + 1)}
        />
      ))}
      {own(drawing.brackets).map(({ key, from, to, name, level, look }) => {
        const line = bracketLine(geometry, index, level)
        const near = isFlat ? line - 4 : line
        return (
          <div
            key={key}
            data-bracket={look}
            className={classes(
              'absolute flex items-start',
              bracketLooks[look],
              isFlat ? 'border-x border-b' : 'border-y border-s',
              look === 'open' && (isFlat ? 'border-e-0' : 'border-b-0'),
            )}
            style={box(from, to, near, near + 5)}
          >
            <span
              className={classes(
                'sticky truncate bg-raised text-ink-2 text-micro leading-none',
                // It stays in sight while any part of its bracket does.
                isFlat
                  ? '-mt-0.5 mx-1.5 h-4 min-w-0 flex-none max-w-[calc(100%-12px)] px-1'
                  : '-ml-1.75 mt-1.5 max-h-[calc(100%-12px)] w-3.5 flex-none pt-1 pb-1 [writing-mode:vertical-rl]',
                look === 'rolled back' && 'line-through',
              )}
              style={isFlat ? { left: geometry.head + 6 } : { top: geometry.head + 6 }}
            >
              {name}
            </span>
          </div>
        )
      })}
      {own(drawing.stops).map(({ key, at }) => (
        <div
          key={key}
          data-stop
          className={classes('absolute border-line-strong', isFlat ? 'border-s-3' : 'border-t-3')}
          style={box(at, at, middle - 9, middle + 9)}
        />
      ))}
      {own(signs).map(({ key, at, kind }) => {
        const place = along(geometry, at)
        const { left, top } = boxOf(geometry, place, place, middle, middle)
        return (
          <span key={key} className="absolute -translate-x-1/2 -translate-y-1/2" style={{ left, top }}>
            <SignMark kind={kind} />
          </span>
        )
      })}
      {own(labels).map((label) => (
        <LabelText key={label.key} label={label} geometry={geometry} index={index} />
      ))}
    </div>
  )
}

function LabelText({ label, geometry, index }: { label: Label; geometry: Geometry; index: number }) {
  const { at, text, isError, room } = label
  const place = along(geometry, at)
  const look = isError ? 'font-semibold text-error' : 'text-ink'
  if (geometry.form === 'lanes') {
    const width = room * geometry.step - 2
    return (
      <span
        className={classes('absolute -translate-x-1/2 truncate text-micro', look)}
        style={{ left: place, top: across(geometry, index) - 28, maxWidth: width }}
      >
        {shortened(text, width)}
      </span>
    )
  }
  const lane = geometry.lanes[index]
  const left = across(geometry, index) + 14
  const width = lane ? lane.size - lane.track - 18 : 0
  return (
    <span
      className={classes('absolute line-clamp-2 -translate-y-1/2 text-small leading-4', look)}
      style={{ top: place, left, maxWidth: width }}
    >
      {text}
    </span>
  )
}

/** Pixels that a small letter takes, on the average of a word. */
const letter = 5.6

/** The first word says most: "create" of "create table". */
function shortened(text: string, width: number): string {
  return text.length * letter > width ? (text.split(' ')[0] ?? text) : text
}
