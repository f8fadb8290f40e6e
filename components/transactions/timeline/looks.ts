/** How what is drawn of the timeline looks: shape first, hue second. Each takes its session's hue from `data-session`. */
import { Camera, CircleAlert, CircleCheck, CircleX, type LucideIcon, RefreshCwOff } from 'lucide-react'
import type { Band, Bracket } from './drawing.ts'
import type { SignKind } from './signs.ts'

export const bandLooks: Record<Band['look'], string> = {
  open: 'border-(--whose) border-dashed bg-(--whose-soft)',
  prepared: 'border-(--whose) border-double bg-(--whose-soft)',
  committed: 'border-(--whose) border-solid timeline-solid',
  'rolled back': 'border-line-strong border-dotted timeline-bars',
  failed: 'border-(--whose) border-dashed timeline-hatched',
  unknown: 'border-line-strong border-dotted',
}

export const bracketLooks: Record<Bracket['look'], string> = {
  open: 'border-(--whose) border-dashed',
  merged: 'border-(--whose) border-solid',
  'rolled back': 'border-line-strong border-dotted',
}

export interface SignLook {
  /** Null: a shape of its own. */
  icon: LucideIcon | null
  /** Edge length in pixels. */
  size: number
  className: string
}

export const signLooks: Record<SignKind, SignLook> = {
  alone: { icon: null, size: 10, className: 'rounded-[2px] border-2 border-(--whose) timeline-filled' },
  inside: { icon: null, size: 10, className: 'rounded-full border-2 border-(--whose) bg-raised' },
  snapshot: { icon: Camera, size: 18, className: 'text-(--whose)' },
  committed: { icon: CircleCheck, size: 18, className: 'text-ink' },
  'rolled back': { icon: CircleX, size: 18, className: 'text-ink' },
  error: { icon: CircleAlert, size: 18, className: 'text-error' },
  deadlock: { icon: RefreshCwOff, size: 18, className: 'text-error' },
  future: { icon: null, size: 6, className: 'rounded-full border border-line-strong' },
}

/** What the signs mean, for the legend. */
export const legend: readonly { kind: SignKind; words: string }[] = [
  { kind: 'alone', words: 'on its own' },
  { kind: 'inside', words: 'in a transaction' },
  { kind: 'committed', words: 'committed' },
  { kind: 'rolled back', words: 'rolled back' },
  { kind: 'snapshot', words: 'snapshot from here' },
  { kind: 'error', words: 'error' },
  { kind: 'deadlock', words: 'deadlock' },
]
