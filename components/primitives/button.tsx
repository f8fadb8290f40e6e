/** What can be pressed: a button, and a link that looks like one. */
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

const base =
  'inline-flex items-center justify-center gap-1.5 border font-medium leading-none whitespace-nowrap no-underline ' +
  'rounded-control cursor-pointer transition-colors duration-(--quick) ease-calm print:hidden ' +
  'disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-ink-3 ' +
  'aria-disabled:cursor-not-allowed aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-ink-3'

const looks = {
  /** Any action. */
  plain: 'border-line-strong bg-raised text-ink hover:border-ink-3 hover:bg-sunken',
  /** The next step: one on a page. */
  next: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover forced-colors:border-3',
  /** What has been done, or is rarely needed. */
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
} as const

const sizes = {
  normal: 'min-h-(--target) px-3 text-ui',
  small: 'min-h-(--target-small) px-2.25 text-small',
  /** A sign alone; give it an aria-label. */
  icon: 'size-(--target) flex-none',
} as const

interface Shape {
  look?: keyof typeof looks
  size?: keyof typeof sizes
}

/** A button with the native element's props; `type` is "button" unless told. */
export function Button({
  look = 'plain',
  size = 'normal',
  className,
  ...rest
}: Shape & ComponentProps<'button'>) {
  return <button type="button" className={classes(base, looks[look], sizes[size], className)} {...rest} />
}

/** The classes of a button for an element that is a link: `next/link` or `a`. */
export function buttonClasses({ look = 'plain', size = 'normal' }: Shape = {}): string {
  return classes(base, looks[look], sizes[size])
}
