/** A command tag, as PostgreSQL gives it: BEGIN, UPDATE 1. */
import type { ReactNode } from 'react'

export function TagLine({ children }: { children: ReactNode }) {
  return (
    <p>
      <samp className="text-code text-ink-2">{children}</samp>
    </p>
  )
}
