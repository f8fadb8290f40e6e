'use client'
/** A diagram: its text for who has no script, drawn once it comes near the view, and again in the other theme. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { part } from '../primitives/parts-of-the-page.ts'
import { onThemeChange } from '../toolbar/theme.ts'
import type { Drawing } from './draw.ts'

const loadDraw = part(() => import('./draw.ts'))

export interface DiagramProps {
  /** In Mermaid's language. */
  text: string
  /** The text as code. */
  children: ReactNode
}

export function Diagram({ text, children }: DiagramProps) {
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const near = useNear(frame)
  const dark = useDark(near)

  useEffect(() => {
    if (!near) return
    let gone = false
    const show = async () => {
      const { draw } = await loadDraw()
      const drawn = await draw(text, dark)
      if (!gone) setDrawing(drawn)
    }
    // The text stays, which says the same.
    show().catch((error: unknown) => console.warn('A diagram could not be drawn:', error))
    return () => {
      gone = true
    }
  }, [text, near, dark])

  if (drawing === null) return <div ref={frame}>{children}</div>
  const { address, width, height } = drawing
  return (
    <figure className="mb-5">
      <img
        src={address}
        width={width}
        height={height}
        alt="Diagram; its text stands below"
        className="h-auto max-w-full"
      />
      <figcaption>
        <details>
          <summary className="cursor-pointer py-1 text-ink-3 text-small">The diagram as text</summary>
          {children}
        </details>
      </figcaption>
    </figure>
  )
}

/** Whether it has ever come within a screen of the view. */
function useNear(frame: { current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (near || !element) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '100%' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, near])
  return near
}

/** Whether the page is dark now, by the learner's choice or by the system's. */
function useDark(alive: boolean): boolean {
  const [dark, setDark] = useState(false)
  useEffect(() => {
    if (!alive) return
    const system = matchMedia('(prefers-color-scheme: dark)')
    const look = () => {
      const chosen = document.documentElement.dataset.theme
      setDark(chosen === undefined ? system.matches : chosen === 'dark')
    }
    look()
    system.addEventListener('change', look)
    const stop = onThemeChange(look)
    return () => {
      stop()
      system.removeEventListener('change', look)
    }
  }, [alive])
  return dark
}
