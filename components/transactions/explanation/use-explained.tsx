'use client'
/** A mark as a button that opens its explanation: what the button needs, and what is open. */
import { type ReactNode, useId, useState } from 'react'
import type { Mark } from '../../../lib/transactions/views/view.ts'
import { Explained } from './explained.tsx'

export interface UsedExplanation {
  /** For the button; what it says is the mark's own words. */
  button: {
    type: 'button'
    'aria-expanded': boolean
    'aria-controls': string | undefined
    onClick: () => void
  }
  /** Null while it is closed. */
  explanation: ReactNode
}

export function useExplained(mark: Mark): UsedExplanation {
  const [open, setOpen] = useState(false)
  const id = useId()
  return {
    button: {
      type: 'button',
      'aria-expanded': open,
      'aria-controls': open ? id : undefined,
      onClick: () => setOpen(!open),
    },
    explanation: open ? <Explained mark={mark} id={id} /> : null,
  }
}
