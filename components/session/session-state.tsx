/** How a session is, as a pill: edge, sign and words say the same. */
import { CircleAlert, CircleDashed, Hourglass, type LucideIcon, Zap } from 'lucide-react'
import { classes } from '../primitives/classes.ts'
import { Icon } from '../primitives/icon.tsx'
import type { Condition } from './condition.ts'

interface Look {
  edge: string
  sign: LucideIcon | null
}

const calm = 'border-line-strong text-ink-2'

const looks: Record<Condition, Look> = {
  'not-connected': { edge: `${calm} border-dotted`, sign: null },
  connecting: { edge: `${calm} border-dotted`, sign: null },
  idle: { edge: calm, sign: null },
  'in-transaction': {
    edge: 'border-dashed border-(--whose) bg-(--whose-soft) font-semibold text-(--whose)',
    sign: CircleDashed,
  },
  failed: { edge: 'border-error bg-error-soft font-semibold text-error', sign: CircleAlert },
  waiting: { edge: 'border-ink font-semibold text-ink', sign: Hourglass },
  closed: { edge: `${calm} border-dotted`, sign: null },
  lost: { edge: `${calm} border-dotted`, sign: Zap },
}

export interface SessionStateProps {
  condition: Condition
  /** Hue and pattern of the session, for `data-session`. */
  hue: string
  /** What the pill says. */
  children: string
}

export function SessionState({ condition, hue, children }: SessionStateProps) {
  const { edge, sign } = looks[condition]
  return (
    <span
      data-session={hue}
      data-condition={condition}
      className={classes(
        'inline-flex items-center gap-1.25 whitespace-nowrap rounded-full border px-2 py-0.5 font-medium text-small leading-tight',
        edge,
      )}
    >
      {sign && <Icon of={sign} size={13} />}
      {children}
    </span>
  )
}
