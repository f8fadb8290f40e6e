'use client'
/** Stands in the layout and shows nothing: each page isolates itself where its host does not. */
import { useEffect } from 'react'
import { pageIsolation } from './page-isolation.ts'

export function Isolation(): null {
  useEffect(() => {
    void pageIsolation()
  }, [])
  return null
}
