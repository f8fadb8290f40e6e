'use client'
/** One statement in the plain table; where there is no room for five columns it is a paragraph of the same cells. */
import type { ComponentProps } from 'react'
import type { HistoryLine } from '../../../lib/transactions/views/history-view.ts'
import { classes } from '../../primitives/classes.ts'
import { Icon } from '../../primitives/icon.tsx'
import { fateLooks } from '../fate-look.ts'
import { useCursor, usePanel } from '../panel-context.tsx'
import { useWhose } from '../use-whose.ts'

export function HistoryRow({ line }: { line: HistoryLine }) {
  const { number, session, text, whole, effects, future } = line
  const { cursor } = usePanel()
  const chosen = useCursor().selected === number
  const { hue, letter } = useWhose(session)
  return (
    <tr
      data-session={hue}
      data-future={future ? '' : undefined}
      className={classes(
        'grid grid-cols-[2rem_auto_minmax(0,1fr)] border-line border-b py-1.5 @xl:table-row',
        future && 'text-ink-3',
        chosen && 'bg-accent-soft shadow-[inset_3px_0_var(--color-accent)]',
      )}
    >
      <th scope="row" className="text-start align-top font-normal @xl:border-line @xl:border-b @xl:py-1.5">
        <button
          type="button"
          aria-pressed={chosen}
          aria-label={`Statement ${number}: choose it`}
          onClick={() => cursor.select(chosen ? null : number)}
          className="min-h-6 min-w-6 cursor-pointer ps-1.5 text-start text-ink-2 underline underline-offset-2"
        >
          {number}
        </button>
      </th>
      <Cell>
        <span className="inline-flex items-center gap-1.5 @xl:grid @xl:justify-items-start @xl:gap-0.5">
          {hue !== undefined && (
            <span className="tile" aria-hidden="true">
              {letter}
            </span>
          )}
          {session.name}
        </span>
      </Cell>
      <Cell title={whole} className="font-mono">
        {text}
      </Cell>
      <Cell className="col-[2/-1]">
        {future ? (
          'after the moment that is shown'
        ) : (
          <ul className="grid gap-0.5">
            {effects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        )}
      </Cell>
      <Cell className="col-[2/-1]">{!future && <SeenBy line={line} />}</Cell>
    </tr>
  )
}

/** Nothing of a statement that has changed nothing. */
function SeenBy({ line: { fate, seenBy } }: { line: HistoryLine }) {
  if (seenBy === '') return null
  return (
    <>
      {fate !== null && fate !== 'mixed' && (
        <Icon of={fateLooks[fate].sign} size={13} className="me-1 inline-block align-[-2px]" />
      )}
      {/* There, the column's head stands above it. */}
      <span className="text-ink-2 @xl:hidden">Seen by: </span>
      {seenBy}
    </>
  )
}

function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      className={classes(
        'pe-3 align-top [overflow-wrap:anywhere] last:pe-0 @xl:border-line @xl:border-b @xl:py-1.5',
        className,
      )}
      {...rest}
    />
  )
}
