'use client'
/** Tells when an element comes near the view. */
import { type RefObject, useEffect } from 'react'

/** How near, in pixels beyond the edge: soon enough that nobody waits for an editor. */
const margin = '600px'

/** Calls once; `tell` must keep its identity. */
export function useNearView(element: RefObject<HTMLElement | null>, tell: () => void): void {
  useEffect(() => {
    if (!element.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        tell()
      },
      { rootMargin: margin },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, tell])
}
