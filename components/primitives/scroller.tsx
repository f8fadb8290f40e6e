/** What scrolls by itself: a named region that Tab reaches, since not every browser lets keys scroll it otherwise. */
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

/** `label` names the region for a screen reader. Positioned, so that what is hidden from the eye inside stays inside. */
export function Scroller({
  label,
  tabIndex = 0,
  className,
  ...rest
}: { label: string } & ComponentProps<'section'>) {
  return (
    <section
      aria-label={label}
      tabIndex={tabIndex}
      className={classes('focus-inset relative', className)}
      {...rest}
    />
  )
}
