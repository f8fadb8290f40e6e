'use client'
/** One lock: whose, on what, in which mode and what that means, held or waited for. */
import type { ComponentProps } from 'react'
import type { LockEntry } from '../../../lib/transactions/views/locks-view.ts'
import { useElapsed } from '../../notebook/use-elapsed.ts'
import { classes } from '../../primitives/classes.ts'
import { waitedInWords } from '../../session/wait-words.ts'
import { useExplained } from '../explanation/use-explained.tsx'
import { useCursor } from '../panel-context.tsx'
import { StatementLink } from '../statement-link.tsx'
import { useWhose } from '../use-whose.ts'

export function LockRow({ lock }: { lock: LockEntry }) {
  const { session, on, statement, wanted } = lock
  const { hue, letter } = useWhose(session)
  const chosen = useCursor().selected === statement?.number && statement !== null
  return (
    <tr data-session={hue} data-lock={lock.state} className={chosen ? 'bg-accent-soft' : undefined}>
      <th scope="row" className="border-line border-b py-1.5 pe-3 text-start align-top font-semibold">
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          {hue !== undefined && (
            <span className="tile" aria-hidden="true">
              {letter}
            </span>
          )}
          {session.name}
        </span>
      </th>
      <Cell>
        {on}
        <Mode lock={lock} />
      </Cell>
      <Cell className={wanted ? 'font-semibold' : undefined}>
        {lock.wait === null ? wanted ? 'held, wanted' : 'held' : <Waits lock={lock} wait={lock.wait} />}
        {statement && (
          <span className="block font-normal">
            <StatementLink statement={statement} />
          </span>
        )}
      </Cell>
    </tr>
  )
}

/** In PostgreSQL's own word, and in ours what it is about. */
function Mode({ lock: { mode, meaning } }: { lock: LockEntry }) {
  return (
    <span className="block text-ink-2">
      {mode === '' ? 'row lock' : <code className="text-micro">{mode}</code>}
      {meaning !== '' && <span>{meaning.startsWith('on ') ? ` ${meaning}` : `: ${meaning}`}</span>}
    </span>
  )
}

/** For how long, and on demand why. */
function Waits({ lock, wait }: { lock: LockEntry; wait: number }) {
  const past = useCursor().at !== null
  const elapsed = useElapsed(past ? null : lock.since)
  const { button, explanation } = useExplained({ kind: 'wait', wait })
  const names = lock.for.map(({ name }) => name).join(' and ') || 'somebody'
  return (
    <>
      <button
        {...button}
        className="min-h-6 cursor-pointer text-start underline underline-offset-2 hover:text-accent"
      >
        {past ? 'waited' : 'waits'} for {names}
        {!past && <span className="whitespace-nowrap tabular-nums">, {waitedInWords(elapsed)}</span>}
      </button>
      {explanation}
    </>
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
