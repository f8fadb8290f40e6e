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

/** Keeps *now* in sight as statements come, unless somebody has scrolled away from it or looks back. */
export function useFollowNow(
  scroller: RefObject<HTMLElement | null>,
  { form, length }: Geometry,
  follow: boolean,
): void {
  const away = useRef(false)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const onScroll = () => {
      away.current =
        form === 'lanes'
          ? element.scrollLeft + element.clientWidth < element.scrollWidth - 8
          : element.scrollTop + element.clientHeight < element.scrollHeight - 8
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroller, form])
  useEffect(() => {
    const element = scroller.current
    if (!element || !follow || away.current || length === 0) return
    if (form === 'lanes') element.scrollLeft = element.scrollWidth
    else element.scrollTop = element.scrollHeight
  }, [scroller, form, length, follow])
}
