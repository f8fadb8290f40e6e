'use client'
/** The one live region of the page: a short sentence when a cell has ended, or when the panel has moved. */
import { useEffect, useState } from 'react'
import { part } from '../primitives/parts-of-the-page.ts'
import { useNotebook } from './notebook-context.tsx'
import { onSaid } from './say.ts'

const loadWords = part(() => import('./announcement.ts'))

/** Silent until something ends. The same sentence twice is said twice: its key changes. */
export function Announcer() {
  const { live } = useNotebook()
  const [said, setSaid] = useState({ text: '', times: 0 })

  useEffect(() => onSaid((text) => setSaid(({ times }) => ({ text, times: times + 1 }))), [])

  useEffect(() => {
    if (!live) return
    let before = live.notebook.getState()
    let stop: (() => void) | null = null
    let gone = false
    // Nothing ends before a cell has been run, so the words may come after the page.
    void loadWords().then(({ announcement }) => {
      const listen = () => {
        const after = live.notebook.getState()
        const text = announcement(before, after)
        before = after
        if (text !== null) setSaid(({ times }) => ({ text, times: times + 1 }))
      }
      if (!gone) stop = live.notebook.subscribe(listen)
    })
    return () => {
      gone = true
      stop?.()
    }
  }, [live])

  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
      <span key={said.times}>{said.text}</span>
    </div>
  )
}
