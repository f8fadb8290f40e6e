'use client'
/** How many cells of each lesson the learner has run, from what this browser keeps. */
import { useEffect, useState } from 'react'
import type { Entry } from './catalogue-entry.tsx'

/** By slug; empty until it is known, and where nothing is kept. */
export function useProgress(entries: readonly Entry[]): ReadonlyMap<string, number> {
  const [progress, setProgress] = useState<ReadonlyMap<string, number>>(new Map())
  const keys = JSON.stringify(entries.map(({ slug, keys }) => [slug, keys]))
  useEffect(() => {
    let gone = false
    void readProgress(JSON.parse(keys)).then((read) => {
      if (!gone) setProgress(read)
    })
    return () => {
      gone = true
    }
  }, [keys])
  return progress
}

async function readProgress(lessons: readonly [string, Entry['keys']][]): Promise<Map<string, number>> {
  const { createBrowserStorage } = await import('../../lib/notebook/storage/browser-storage.ts')
  const storage = createBrowserStorage()
  const counts = await Promise.all(
    lessons.map(async ([slug, keys]): Promise<[string, number]> => {
      const kept = await storage.load(keys)
      return [slug, kept.filter(({ run }) => run?.result).length]
    }),
  )
  await storage.dispose()
  return new Map(counts)
}
