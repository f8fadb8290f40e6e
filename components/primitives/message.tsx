/** What PostgreSQL said, word for word in its own type, behind a sign. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icon.tsx'

const tones = { error: 'text-error', calm: 'text-ink-2', plain: 'text-ink' } as const

export interface MessageProps {
  sign: LucideIcon
  /** Red is for errors alone; an error that the lesson expects is calm. */
  tone: keyof typeof tones
  children: ReactNode
}

/** The sign stands on the first line. */
export function Message({ sign, tone, children }: MessageProps) {
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5">
      <Icon of={sign} size={16} className={classes('mt-0.75', tones[tone])} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

/** Text of the server; long lines wrap. */
export function Verbatim({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <code className={classes('block whitespace-pre-wrap text-code [overflow-wrap:anywhere]', className)}>
      {children}
    </code>
  )
}

/** A sentence of ours beside what PostgreSQL said: behind a thin rule, in the type of the text. */
export function Aside({ children }: { children: ReactNode }) {
  return (
    <p className="max-w-[62ch] border-line-strong border-s-2 ps-3 text-ink text-ui leading-normal">
      {children}
    </p>
  )
}
