'use client'
/** The history on paper, below the lesson: what the panel shows while there is a screen. */
import { Suspense, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { later } from '../../primitives/later.ts'
import { part } from '../../primitives/parts-of-the-page.ts'
import { useJournal } from '../panel-context.tsx'

const load = part(() => import('./history.tsx').then((module) => module.History))
const History = later(load)

/** Nothing while nothing is printed, and where nothing has happened. */
export function PrintedHistory() {
  const happened = useJournal().count > 0
  const printing = usePrinting()
  useEffect(() => {
    // There is no time to load anything once paper is asked for.
    if (happened) void load()
  }, [happened])
  if (!happened || !printing) return null
  return (
    <section aria-label="What has happened" className="mt-10 hidden print:block">
      <h2 className="mb-3 font-semibold text-h2">What has happened</h2>
      <Suspense>
        <History />
      </Suspense>
    </section>
  )
}

function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const query = matchMedia('print')
    const look = () => flushSync(() => setPrinting(query.matches))
    const begin = () => flushSync(() => setPrinting(true))
    query.addEventListener('change', look)
    window.addEventListener('beforeprint', begin)
    return () => {
      query.removeEventListener('change', look)
      window.removeEventListener('beforeprint', begin)
    }
  }, [])
  return printing
}
