/** How much of something is done, as a bar; the words beside it say the same. */
import { classes } from './classes.ts'

export interface MeterProps {
  /** 0 to 1; null while it is not known. */
  part: number | null
  /** Name for a screen reader; without one the meter only repeats a text and is silent. */
  label?: string
  className?: string
}

/** A bar. Complete, it loses the accent: nothing is left to do. */
export function Meter({ part, label, className }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, part ?? 0)) * 1000) / 10
  return (
    <span
      {...(label === undefined
        ? { 'aria-hidden': true }
        : {
            role: 'progressbar',
            'aria-label': label,
            'aria-valuemin': 0,
            'aria-valuemax': 100,
            ...(part === null ? {} : { 'aria-valuenow': Math.round(percent) }),
          })}
      className={classes(
        'block h-1.5 overflow-hidden rounded-s border border-line-strong bg-sunken',
        className,
      )}
    >
      <span
        className={classes('block h-full', part === 1 ? 'bg-ink-2' : 'bg-accent')}
        style={{ width: `${percent}%` }}
      />
    </span>
  )
}
