'use client'
/** How long something has lasted, for the eye. */
import { useEffect, useState } from 'react'

/** Milliseconds after which a wait is noticed; what is quicker must not flicker. */
export const noticeable = 200

/** Milliseconds since then, by the page's clock, looked at ten times a second; 0 while `since` is null. */
export function useElapsed(since: number | null): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (since === null) return
    const look = () => setNow(Date.now())
    look()
    const timer = setInterval(look, 100)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? 0 : Math.max(0, now - since)
}

/** Whether something has held for long enough to be noticed. */
export function useLasting(holds: boolean): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!holds) return
    const timer = setTimeout(() => setLasting(true), noticeable)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [holds])
  return holds && lasting
}
