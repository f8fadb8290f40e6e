'use client'
/** What is pending, committed and rolled back: table by table, the newest first; then objects and sequences. */
import { useState } from 'react'
import { selectChanges } from '../../../lib/transactions/views/select-changes.ts'
import { useCursor, useJournal } from '../panel-context.tsx'
import { Chosen } from './chosen.tsx'
import { Gaps } from './gaps.tsx'
import { ObjectChanges } from './object-changes.tsx'
import { Sequences } from './sequences.tsx'
import { TableBlock } from './table-block.tsx'

/** Entries of a table that are shown at first, and how many more each time. */
const step = 20

export function Changes() {
  const { at, selected } = useCursor()
  const [only, setOnly] = useState(false)
  const [limit, setLimit] = useState(step)
  const statement = only && selected !== null ? selected : undefined
  const view = selectChanges(useJournal(), { at: at ?? undefined, statement, limit })
  const { tables, objects, sequences, untold, completeness } = view
  const nothing = tables.length + objects.length + sequences.length === 0
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {selected !== null && <Chosen number={selected} only={only} onOnly={setOnly} />}
      {untold.length > 0 && <Untold numbers={untold.map(({ number }) => number)} />}
      {nothing && untold.length === 0 && (
        <p className="text-ink-2 text-small">
          {statement === undefined ? 'Nothing has been changed.' : `#${statement} has changed nothing.`}
        </p>
      )}
      {tables.map((table) => (
        <TableBlock key={table.table} table={table} onMore={() => setLimit(limit + step)} />
      ))}
      <ObjectChanges objects={objects} />
      <Sequences sequences={sequences} />
      <Gaps of={completeness} />
    </div>
  )
}

/** The journal's facts come after PostgreSQL's answer: what is still on its way is said, not left out. */
function Untold({ numbers }: { numbers: readonly number[] }) {
  return (
    <p className="border-line-strong border-s-2 ps-3 text-ink-2 text-small">
      What {numbers.map((number) => `#${number}`).join(', ')} changed has not been told yet.
    </p>
  )
}
