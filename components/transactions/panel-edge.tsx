'use client'
/** The panel's edge towards the text: dragged, or moved with the arrow keys, it makes the panel wider or narrower. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { usePanel, usePanelState } from './panel-context.tsx'
import { narrowest, widest } from './panel-memory.ts'

/** As wide as the page makes it where there is room. */
const usual = 440

/** Pixels of one press of a key. */
const step = 16

/** A window splitter, as the ARIA practices have it. A double click, or Enter, gives the width back that the page has. */
export function PanelEdge() {
  const { panel } = usePanel()
  const { width } = usePanelState()
  const edge = useRef<HTMLHRElement>(null)
  const drag = useRef<{ from: number; width: number } | null>(null)
  /** As it is drawn: the page may have less room than was asked for. */
  const drawn = () => Math.round(edge.current?.parentElement?.clientWidth ?? narrowest)
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthAfter(event.key, drawn())
    if (next === undefined) return
    event.preventDefault()
    panel.resize(next)
  }
  const onPointerDown = (event: PointerEvent) => {
    drag.current = { from: event.clientX, width: drawn() }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (drag.current) panel.resize(drag.current.width + drag.current.from - clientX)
  }
  return (
    <hr
      ref={edge}
      aria-orientation="vertical"
      aria-label="Width of the transaction panel"
      aria-controls="panel"
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      aria-valuenow={width ?? usual}
      aria-valuetext={width === null ? 'as the page has it' : `${width} pixels`}
      tabIndex={0}
      data-needs-script
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onLostPointerCapture={() => {
        drag.current = null
      }}
      onDoubleClick={() => panel.resize(null)}
      className="-start-6 absolute inset-y-6 h-auto w-1 cursor-col-resize touch-none rounded-s border-0 before:absolute before:inset-y-0 before:-inset-x-2 hover:bg-line-strong focus-visible:bg-accent active:bg-accent forced-colors:bg-[ButtonBorder]"
    />
  )
}

/** Undefined for a key that moves nothing; null: as the page has it. */
function widthAfter(key: string, drawn: number): number | null | undefined {
  switch (key) {
    case 'ArrowLeft':
      return drawn + step
    case 'ArrowRight':
      return drawn - step
    case 'Home':
      return narrowest
    case 'End':
      return widest
    case 'Enter':
      return null
    default:
      return undefined
  }
}
