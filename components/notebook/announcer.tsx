'use client'
/** The one live region of the page: a short sentence when a cell has ended. */
import { useEffect, useState } from 'react'
import { announcement } from './announcement.ts'
import { useNotebook } from './notebook-context.tsx'

/** Silent until something ends. The same sentence twice is said twice: its key changes. */
export function Announcer() {
  const { live } = useNotebook()
  const [said, setSaid] = useState({ text: '', times: 0 })

  useEffect(() => {
    if (!live) return
    let before = live.notebook.getState()
    return live.notebook.subscribe(() => {
      const after = live.notebook.getState()
      const text = announcement(before, after)
      before = after
      if (text !== null) setSaid(({ times }) => ({ text, times: times + 1 }))
    })
  }, [live])

  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
      <span key={said.times}>{said.text}</span>
    </div>
  )
}
