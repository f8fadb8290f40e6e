'use client'
/** One statement in the plain table. */
import type { ComponentProps } from 'react'
import type { HistoryLine } from '../../../lib/transactions/views/history-view.ts'
import { classes } from '../../primitives/classes.ts'
import { Icon } from '../../primitives/icon.tsx'
import { fateLooks } from '../fate-look.ts'
import { useCursor, usePanel } from '../panel-context.tsx'
import { useWhose } from '../use-whose.ts'

export function HistoryRow({ line }: { line: HistoryLine }) {
  const { number, session, text, whole, effects, fate, seenBy, future } = line
  const { cursor } = usePanel()
  const chosen = useCursor().selected === number
  const { hue, letter } = useWhose(session)
  return (
    <tr
      data-session={hue}
      data-future={future ? '' : undefined}
      className={future ? 'text-ink-3' : undefined}
    >
      <th
        scope="row"
        className={classes(
          'border-line border-b py-1.5 pe-3 text-start align-top font-normal',
          chosen && 'bg-accent-soft shadow-[inset_3px_0_var(--color-accent)]',
        )}
      >
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
        <span className="grid justify-items-start gap-0.5">
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
      <Cell>
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
      <Cell>
        {fate !== null && fate !== 'mixed' && !future && (
          <Icon of={fateLooks[fate].sign} size={13} className="me-1 inline-block align-[-2px]" />
        )}
        {future ? '' : seenBy}
      </Cell>
    </tr>
  )
}

function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return (
    <td
      className={classes(
        'border-line border-b py-1.5 pe-3 align-top [overflow-wrap:anywhere] last:pe-0',
        className,
      )}
      {...rest}
    />
  )
}
