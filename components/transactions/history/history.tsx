'use client'
/** Everything that happened as a plain table: for a screen reader, for paper, and for whoever likes to read in order. */
import { useState } from 'react'
import { selectHistory } from '../../../lib/transactions/views/select-history.ts'
import { Button } from '../../primitives/button.tsx'
import { classes } from '../../primitives/classes.ts'
import { Gaps } from '../changes/gaps.tsx'
import { useCursor, useJournal } from '../panel-context.tsx'
import { HistoryRow } from './history-row.tsx'

/** Statements that are shown at first, and how many more each time. */
const step = 50

const heads = [
  { head: 'No.', width: 'w-10' },
  { head: 'Session', width: 'w-18' },
  { head: 'Statement', width: '' },
  { head: 'Effect', width: '' },
  { head: 'Seen by', width: 'w-19' },
] as const

export function History() {
  const { at } = useCursor()
  const state = useJournal()
  const [shown, setShown] = useState(step)
  const from = Math.max(state.keptFrom, state.count - shown + 1)
  const { lines, completeness, first } = selectHistory(state, { at: at ?? undefined, from })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Gaps of={completeness} />
      {from > first && (
        <Button size="small" className="justify-self-start" onClick={() => setShown(shown + step)}>
          Show earlier statements
        </Button>
      )}
      <div className="@container">
        <table className="block w-full border-separate border-spacing-0 text-small @xl:table @xl:table-fixed">
          <caption className="sr-only">
            Statements in the order in which they began, what they did, and who sees it
          </caption>
          <thead className="sr-only @xl:not-sr-only @xl:table-header-group">
            <tr>
              {heads.map(({ head, width }) => (
                <th
                  key={head}
                  scope="col"
                  className={classes(
                    'border-line-strong border-b py-1.5 pe-3 text-start font-semibold text-ink-2 last:pe-0',
                    width,
                  )}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="block @xl:table-row-group">
            {lines.map((line) => (
              <HistoryRow key={line.number} line={line} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
