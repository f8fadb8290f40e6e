/** The three looks of a change, and that of an unknown end: one table for rows, ticks and legends. Never colour alone. */
import { Check, CircleDashed, CircleHelp, type LucideIcon, X } from 'lucide-react'
import type { Fate } from '../../lib/transactions/views/view.ts'

export interface FateLook {
  sign: LucideIcon
  word: string
  /** The block around what was written: edge and ground. It takes the session's hue from `data-session` around it. */
  block: string
  /** The sign and its word. */
  mark: string
  /** What was written. */
  text: string
}

export const fateLooks: Record<Fate, FateLook> = {
  /** Its session's hue: only that session sees it. */
  pending: {
    sign: CircleDashed,
    word: 'pending',
    block: 'border border-s-4 border-(--whose) border-dashed bg-(--whose-soft)',
    mark: 'text-(--whose)',
    text: '',
  },
  /** Without hue: it is everybody's now. */
  committed: {
    sign: Check,
    word: 'committed',
    block: 'border border-s-4 border-line-strong border-solid',
    mark: 'text-ink',
    text: '',
  },
  'rolled back': {
    sign: X,
    word: 'rolled back',
    block: 'hatched border border-s-4 border-line-strong border-dotted [border-inline-start-style:double]',
    mark: 'text-ink-2',
    text: 'text-ink-2 line-through decoration-1',
  },
  unknown: {
    sign: CircleHelp,
    word: 'end unknown',
    block: 'border border-s-4 border-line-strong border-dotted',
    mark: 'text-ink-2',
    text: '',
  },
}
