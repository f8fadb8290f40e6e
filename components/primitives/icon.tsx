/** A sign beside its word: decoration for the eye, silent for a screen reader. */
import type { LucideIcon } from 'lucide-react'
import { classes } from './classes.ts'

export interface IconProps {
  of: LucideIcon
  /** Solid signs (run, stop) are filled, drawn ones are lines. */
  filled?: boolean
  /** Edge length in pixels. */
  size?: number
  className?: string
}

/** The sign. Colour is that of the text around it. */
export function Icon({ of: Sign, filled = false, size = 14, className }: IconProps) {
  return (
    <Sign
      aria-hidden
      size={size}
      strokeWidth={filled ? 1 : 2}
      fill={filled ? 'currentColor' : 'none'}
      className={classes('block flex-none', className)}
    />
  )
}
