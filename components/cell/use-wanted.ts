'use client'
/** Whether a cell's editor is wanted: the cell is near the view, or somebody has touched it. */
import { type RefObject, useEffect, useState } from 'react'
import { useNotebook } from '../notebook/notebook-context.tsx'

/** How near, beyond the edge of the view: soon enough that nobody waits for an editor. */
const margin = '600px'

/** Once wanted, always wanted. A click into the static text puts the cursor where it was. */
export function useWanted(frame: RefObject<HTMLElement | null>, cell: string): boolean {
  const { editors, lastTouched } = useNotebook()
  const [wanted, setWanted] = useState(false)

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setWanted(true)
      },
      { rootMargin: margin },
    )
    const onFocus = () => {
      lastTouched.current = cell
      setWanted(true)
    }
    const onClick = ({ clientX, clientY }: MouseEvent) => {
      if (editors.get(cell)) return
      onFocus()
      editors.whenMounted(cell, (editor) => editor.focusAt(clientX, clientY))
    }
    observer.observe(element)
    element.addEventListener('focusin', onFocus)
    element.addEventListener('click', onClick)
    return () => {
      observer.disconnect()
      element.removeEventListener('focusin', onFocus)
      element.removeEventListener('click', onClick)
    }
  }, [frame, cell, editors, lastTouched])

  return wanted
}
