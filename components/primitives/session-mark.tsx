/** Whose something is: a letter on a hue with a pattern, and the name. */
import { classes } from './classes.ts'

const hues = ['a', 'b', 'c', 'd', 'e', 'f'] as const

/** Hue and pattern of a session, for `data-session`; `index` counts sessions of the lesson from 0. */
export function sessionHue(index: number): (typeof hues)[number] {
  return hues[Math.max(0, index) % hues.length] ?? 'a'
}

/** A, B, C …; the letter that stands for a session. */
export function sessionLetter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + (Math.max(0, index) % 26))
}

/** Letter and name. The letter repeats the name's hue and is silent. */
export function SessionMark({ name, index, className }: { name: string; index: number; className?: string }) {
  return (
    <span
      data-session={sessionHue(index)}
      className={classes('inline-flex items-center gap-1.5 font-semibold text-ink text-ui', className)}
    >
      <span className="tile" aria-hidden="true">
        {sessionLetter(index)}
      </span>
      {name}
    </span>
  )
}
