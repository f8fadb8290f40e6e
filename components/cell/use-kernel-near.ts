'use client'
/** Starts Python when somebody comes near a Python cell, once the page has come to rest. */
import { type RefObject, useEffect } from 'react'
import { useNotebook } from '../notebook/notebook-context.tsx'
import { whenIdle } from '../notebook/when-idle.ts'

/** Beyond the edge of the view. Python needs some seconds, and its reader some lines. */
const margin = '600px'

/** Where data are dear, a Run starts it. */
export function useKernelNear(element: RefObject<HTMLElement | null>): void {
  const { live } = useNotebook()
  useEffect(() => {
    const watched = element.current
    if (!live || !watched) return
    let takeBack = () => {}
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        takeBack = whenIdle(() => live.notebook.dispatch({ type: 'kernel-start-requested' }))
      },
      { rootMargin: margin },
    )
    observer.observe(watched)
    return () => {
      observer.disconnect()
      takeBack()
    }
  }, [element, live])
}
