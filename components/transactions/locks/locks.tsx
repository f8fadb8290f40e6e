'use client'
/** Who holds and who waits: what waits first, in PostgreSQL's own names of modes. */
import { useState } from 'react'
import type { LockEntry, LocksView } from '../../../lib/transactions/views/locks-view.ts'
import { TableScroller } from '../../primitives/table.tsx'
import { Gaps } from '../changes/gaps.tsx'
import { LockRow } from './lock-row.tsx'
import { useLocks } from './use-locks.ts'

const heads = ['Session', 'On what, in which mode', 'State'] as const

export function Locks() {
  const { view, asking } = useLocks()
  const [all, setAll] = useState(false)
  const wanted = view.locks.filter((lock) => lock.wanted)
  const shown = all || wanted.length === 0 ? view.locks : wanted
  const rest = view.locks.length - shown.length
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3" aria-busy={asking}>
      {view.locks.length === 0 ? (
        <p className="text-ink-2 text-small">{noLocks(view)}</p>
      ) : (
        <TableScroller label="Locks">
          <table className="w-full border-separate border-spacing-0 text-small">
            <caption className="sr-only">
              Locks: what waits first, then what is waited for, then the others
            </caption>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th
                    key={head}
                    scope="col"
                    className="border-line-strong border-b py-1.5 pe-3 text-start font-semibold text-ink-2 last:pe-0"
                  >
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((lock) => (
                <LockRow key={keyOf(lock)} lock={lock} />
              ))}
            </tbody>
          </table>
        </TableScroller>
      )}
      {rest > 0 && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="min-h-6 cursor-pointer justify-self-start text-accent text-small underline underline-offset-2 hover:text-accent-hover"
        >
          {rest.toLocaleString('en')} more, which nobody waits for
        </button>
      )}
      {all && wanted.length > 0 && (
        <button
          type="button"
          onClick={() => setAll(false)}
          className="min-h-6 cursor-pointer justify-self-start text-accent text-small underline underline-offset-2 hover:text-accent-hover"
        >
          Only what somebody waits for
        </button>
      )}
      {view.note !== '' && (
        <p className="border-line-strong border-s-2 ps-3 text-ink-2 text-small">{view.note}</p>
      )}
      {view.source === 'facts' && <Gaps of={view.completeness} />}
    </div>
  )
}

function noLocks({ at }: LocksView): string {
  return at === null ? 'No session holds a lock, and none waits.' : 'No lock is known of, and nobody waited.'
}

function keyOf({ session, on, mode, state, wait }: LockEntry): string {
  return [session.key, on, mode, state, wait].join(' ')
}
