/** The outline of a cell: its session's edge at the left, and the places of head, actions, code, note and output. */
import type { ComponentProps } from 'react'
import { classes } from '../primitives/classes.ts'
import { sessionHue } from '../primitives/session-mark.tsx'

/** How a cell can look; the words and the bracket say the same. */
export type CellLook = keyof typeof looks

const looks = {
  idle: 'border-line',
  queued: 'border-line',
  running: 'border-line',
  waiting: 'border-(--whose) border-dashed',
  ok: 'border-line',
  stopped: 'border-line',
  stale: 'border-line',
  expected: 'border-line',
  failed: 'border-error',
} as const

export interface CellFrameProps extends ComponentProps<'section'> {
  look: CellLook
  /** The moving line, once a run has lasted long enough to be noticed. */
  moving?: boolean
  /** Cannot be edited, and looks so: sunken ground. */
  locked: boolean
  /** Place of the session in the lesson, from 0: it gives hue and pattern. Null for Python. */
  session: number | null
  /** How far it stands in: the lesson's second person one step, its third two. */
  indent: number
}

/** A section with a name. On a narrow page it reaches both edges, and its actions stand at the right foot. */
export function CellFrame({
  look,
  moving = false,
  locked,
  session,
  indent,
  className,
  ...rest
}: CellFrameProps) {
  return (
    <section
      data-session={session === null ? 'python' : sessionHue(session)}
      data-state={look}
      className={classes(
        'rail relative my-6 grid grid-cols-[minmax(0,1fr)_auto] rounded-e-frame border border-s-0 ps-(--rail)',
        '[grid-template-areas:"head_acts""code_code""note_note""out_out"]',
        'max-sm:-mx-4 max-sm:rounded-none max-sm:border-e-0',
        'max-sm:grid-cols-[minmax(0,1fr)] max-sm:[grid-template-areas:"head""code""note""acts""out"]',
        'print:break-inside-avoid',
        indents[Math.min(indent, indents.length - 1)],
        locked ? 'bg-sunken' : 'bg-raised',
        moving && 'sweeping',
        looks[look],
        className,
      )}
      {...rest}
    />
  )
}

const indents = ['', 'sm:ms-6', 'sm:ms-12']

const parts = {
  head: 'flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 pt-2 pb-1 ps-3.5 text-ink-3 text-small [grid-area:head] max-sm:pe-3',
  acts: 'flex items-center gap-2 pt-2 pb-1 pe-2 [grid-area:acts] max-sm:justify-end max-sm:px-3 max-sm:pt-0 max-sm:pb-3 print:hidden',
  code: 'min-w-0 pb-2.5 [grid-area:code] max-sm:pb-1',
  note: 'flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-t py-2.5 ps-3.5 pe-3 text-ui [grid-area:note]',
  wait: 'flex flex-wrap items-center gap-x-3 gap-y-2 border-(--whose) border-t border-dashed bg-(--whose-soft) py-2.5 ps-3.5 pe-3 text-ui [grid-area:note] max-sm:mb-2.5 sm:rounded-ee-frame',
  expected:
    'min-w-0 rounded-ee-frame bg-raised border-line border-t ps-3.5 pe-4 text-ink-2 [grid-area:out] max-sm:pe-3',
  out: 'rounded-ee-frame grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 border-line border-t pt-3 pb-3.5 ps-3.5 pe-4 text-ui [grid-area:out] max-sm:pe-3',
} as const

export interface CellPartProps extends ComponentProps<'div'> {
  place: keyof typeof parts
  /** Out of sight where a script can show it again. */
  folded?: boolean
}

/** One of the cell's places. */
export function CellPart({ place, folded = false, className, ...rest }: CellPartProps) {
  const state = folded ? { 'data-folded': '' } : {}
  return <div className={classes(parts[place], className)} {...state} {...rest} />
}
