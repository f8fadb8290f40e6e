'use client'
/** The statement that is chosen: its text, and what each of its marks means. */
import { selectTimeline } from '../../../lib/transactions/views/select-timeline.ts'
import type { TimelineFrame } from '../../../lib/transactions/views/timeline-frame.ts'
import type { Mark } from '../../../lib/transactions/views/view.ts'
import { Button } from '../../primitives/button.tsx'
import { classes } from '../../primitives/classes.ts'
import { Explained } from '../explanation/explained.tsx'
import { useCursor, useJournal } from '../panel-context.tsx'
import { StatementLink } from '../statement-link.tsx'
import { lanesOf } from './lanes.ts'
import { marksOf } from './marks.ts'

export interface DetailProps {
  frame: TimelineFrame
  number: number
  /** What has been pointed at; null: what matters most. */
  mark: Mark | null
  onMark: (mark: Mark) => void
  onLookBack: (number: number) => void
}

/** For aria-controls. */
const id = 'timeline-explanation'

export function Detail({ frame, number, mark, onMark, onLookBack }: DetailProps) {
  const { at } = useCursor()
  const view = selectTimeline(useJournal(), { at: at ?? undefined, from: number, to: number })
  const column = view.columns.find((each) => each.number === number)
  const marks = marksOf(view, lanesOf(frame, view), number)
  const shown = marks.find((each) => mark !== null && isSame(each.mark, mark)) ?? marks[0]
  if (!column) return null
  return (
    <section
      aria-label={`Statement ${number}`}
      className="grid grid-cols-[minmax(0,1fr)] gap-2 border-line border-t pt-2.5"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StatementLink statement={column} />
        <code className="min-w-0 flex-1 truncate text-small" title={column.text}>
          {column.text}
        </code>
        {view.at !== number && (
          <Button size="small" onClick={() => onLookBack(number)}>
            Look back to #{number}
          </Button>
        )}
      </div>
      {marks.length > 1 && (
        <div className="flex flex-wrap gap-1.5">
          {marks.map((each) => (
            <button
              key={each.words}
              type="button"
              aria-pressed={each === shown}
              aria-controls={each === shown ? id : undefined}
              onClick={() => onMark(each.mark)}
              className={classes(
                'min-h-(--target-small) cursor-pointer rounded-full border px-2.5 text-micro leading-none',
                each === shown
                  ? 'border-ink font-semibold text-ink'
                  : 'border-line-strong text-ink-2 hover:border-ink-3 hover:text-ink',
              )}
            >
              {each.words}
            </button>
          ))}
        </div>
      )}
      {shown ? (
        <Explained mark={shown.mark} id={id} />
      ) : (
        <p className="text-ink-2 text-small">It began after the moment that is shown.</p>
      )}
    </section>
  )
}

function isSame(one: Mark, other: Mark): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
