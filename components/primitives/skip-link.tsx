/** The first stop of who walks by keyboard: past the bar, to the text. */
import type { ReactNode } from 'react'

/** Out of sight until it has the focus. */
export function SkipLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <a
      href={`#${to}`}
      className="-top-25 absolute start-4 z-30 rounded-s bg-raised px-4 py-2 text-accent text-ui focus:top-2"
    >
      {children}
    </a>
  )
}
