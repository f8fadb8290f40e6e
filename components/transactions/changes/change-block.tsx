'use client'
/** One change in the look of what became of it: the mark, which explains itself, whose it is, and one line of why. */
import type { ReactNode } from 'react'
import type { Entry } from '../../../lib/transactions/views/changes-view.ts'
import { classes } from '../../primitives/classes.ts'
import { Icon } from '../../primitives/icon.tsx'
import { useExplained } from '../explanation/use-explained.tsx'
import { fateLooks } from '../fate-look.ts'
import { useCursor } from '../panel-context.tsx'
import { StatementLink } from '../statement-link.tsx'
import { useWhose } from '../use-whose.ts'
import { whyInWords } from './why-words.ts'

export interface ChangeBlockProps {
  entry: Entry
  /** What was done, after the fate: "pending update", "committed column". */
  what: string
  /** What was written. */
  children?: ReactNode
}

export function ChangeBlock({ entry, what, children }: ChangeBlockProps) {
  const { fate, statement, session, change } = entry
  const look = fateLooks[fate]
  const { hue } = useWhose(session)
  const { button, explanation } = useExplained({ kind: 'change', change })
  const chosen = useCursor().selected
  return (
    <div
      data-session={hue}
      data-fate={fate}
      data-chosen={statement !== null && statement.number === chosen ? '' : undefined}
      className={classes('min-w-0 rounded-s py-2 ps-3 pe-3 text-small print:break-inside-avoid', look.block)}
    >
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-0.5">
        <button
          {...button}
          title="What does this mean?"
          className={classes(
            'inline-flex min-h-6 cursor-pointer items-center gap-1.5 rounded-s font-semibold decoration-dotted underline-offset-4 hover:underline aria-expanded:underline',
            look.mark,
          )}
        >
          <Icon of={look.sign} size={15} />
          {look.word} {what}
        </button>
        {statement && <StatementLink statement={statement} />}
      </div>
      {children}
      <p className="mt-0.5 text-ink-2">{whyInWords(entry)}</p>
      {explanation}
    </div>
  )
}
