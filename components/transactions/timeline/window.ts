'use client'
/** Which statements are in the page: those in sight, and some beside them, in steps, so that most scrolling draws nothing. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Geometry } from './geometry.ts'

/** Fewer are all in the page. */
const few = 48
/** The window moves by so many. */
const stride = 12

/** Zero-based, `to` excluded. */
export interface Window {
  from: number
  to: number
}

/** `count` statements, without *now*. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  { form, step, head }: Geometry,
  count: number,
): Window {
  const virtualizer = useVirtualizer({
    horizontal: form === 'lanes',
    count: count + 1,
    enabled: count > few,
    getScrollElement: () => scroller.current,
    estimateSize: () => step,
    paddingStart: head,
    overscan: stride,
    useFlushSync: false,
  })
  if (count <= few) return { from: 0, to: count }
  const { startIndex, endIndex } = virtualizer.calculateRange() ?? {
    startIndex: count - few,
    endIndex: count,
  }
  return {
    from: Math.max(0, Math.floor(startIndex / stride) * stride - stride),
    to: Math.min(count, Math.ceil((endIndex + 1) / stride) * stride + stride),
  }
}

/** Pixels that an element has across. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const watched = element.current
    if (!watched) return
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Pixels that a place may be off. */
const slack = 8

/**
 * Keeps *now* in sight as statements come, unless somebody has scrolled away from it or looks back, and brings the
 * statement that is chosen into sight; `chosen` counts from zero.
 */
export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  geometry: Geometry,
  follow: boolean,
  chosen: number | null,
): void {
  const away = useRef(false)
  /** How far it was scrolled from here: what has come since is no scrolling of the reader's. */
  const held = useRef(0)
  const { form, reach } = geometry
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      const { at, end } = scrollOf(element, form)
      away.current = at < Math.min(away.current ? end : held.current, end) - slack
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, form])
  useEffect(() => {
    const element = scroller.current
    if (!element || !follow || away.current || reach === 0) return
    held.current = scrollOf(element, form).end
    scrollTo(element, form, held.current)
  }, [scroller, form, reach, follow])
  const latest = useRef(geometry)
  useEffect(() => {
    latest.current = geometry
  })
  useEffect(() => {
    const element = scroller.current
    if (!element || chosen === null) return
    const { head, step } = latest.current
    const { at, end, size } = scrollOf(element, form)
    const from = chosen * step
    if (from >= at && from + step + head <= at + size) return
    held.current = Math.max(0, Math.min(end, from - (size - head - step) / 2))
    scrollTo(element, form, held.current)
  }, [scroller, form, chosen])
}

/** How far it is scrolled, how far it can be, and how much is in sight. */
function scrollOf(element: HTMLElement, form: Geometry['form']): { at: number; end: number; size: number } {
  return form === 'lanes'
    ? {
        at: element.scrollLeft,
        end: element.scrollWidth - element.clientWidth,
        size: element.clientWidth,
      }
    : {
        at: element.scrollTop,
        end: element.scrollHeight - element.clientHeight,
        size: element.clientHeight,
      }
}

function scrollTo(element: HTMLElement, form: Geometry['form'], at: number): void {
  if (form === 'lanes') element.scrollLeft = at
  else element.scrollTop = at
}
