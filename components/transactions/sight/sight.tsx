'use client'
/** Who sees what: a table as each session sees it, side by side. */
import { useState } from 'react'
import { selectSight, selectSightTables } from '../../../lib/transactions/views/select-sight.ts'
import type { SightTable, SightView } from '../../../lib/transactions/views/sight-view.ts'
import { useCursor, useJournal } from '../panel-context.tsx'
import { SightPages } from './sight-pages.tsx'
import { SightTableView } from './sight-table.tsx'

export function Sight() {
  const { at } = useCursor()
  const tables = selectSightTables(useJournal(), { at: at ?? undefined })
  const [chosen, setChosen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const table = tables.find((each) => each.table === chosen) ?? tables[0]
  if (!table) {
    return <p className="text-ink-2 text-small">No table has been written to: all sessions see the same.</p>
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {tables.length > 1 && <Choice tables={tables} value={table.table} onChoose={setChosen} />}
        <label className="inline-flex min-h-(--target-small) cursor-pointer items-center gap-2 text-small">
          <input
            type="checkbox"
            checked={all}
            onChange={({ target }) => setAll(target.checked)}
            className="size-4 accent-(--color-accent)"
          />
          All rows
        </label>
      </div>
      <OneTable key={`${table.table} ${all}`} table={table} all={all} />
    </div>
  )
}

function Choice({
  tables,
  value,
  onChoose,
}: {
  tables: readonly SightTable[]
  value: string
  onChoose: (table: string) => void
}) {
  return (
    <label className="inline-flex items-center gap-2 text-ink-2 text-small">
      Table
      <select
        value={value}
        onChange={({ target }) => onChoose(target.value)}
        className="min-h-(--target-small) rounded-control border border-line-strong bg-raised px-2 text-ink text-small"
      >
        {tables.map(({ table, title, differs }) => (
          <option key={table} value={table}>
            {title}
            {differs === true ? ', not seen alike' : ''}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Begins with its first row again when another table is chosen. */
function OneTable({ table: { table }, all }: { table: SightTable; all: boolean }) {
  const { at } = useCursor()
  const [from, setFrom] = useState(0)
  const rows = all ? 'all' : 'different'
  const view = selectSight(useJournal(), { at: at ?? undefined, table, rows, from })
  if (!view) return null
  return (
    <>
      {view.total > 0 || all ? (
        <SightTableView view={view} />
      ) : (
        <p className="text-ink-2 text-small">{alikeInWords(view)}</p>
      )}
      <SightPages from={view.from} shown={view.rows.length} total={view.total} onFrom={setFrom} />
      {view.notes.length > 0 && (
        <ul className="grid gap-1 border-line-strong border-s-2 ps-3 text-ink-2 text-small">
          {view.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Where no row is seen differently: a failed block sees none until it ends. */
function alikeInWords({ viewers, complete, title }: SightView): string {
  const failed = viewers.flatMap(({ session, sees }) => (sees === 'failed' && session ? [session.name] : []))
  const alike = complete
    ? `all sessions see the same rows of ${title}.`
    : `no known row of ${title} is seen differently.`
  if (failed.length === 0) return `${alike.charAt(0).toUpperCase()}${alike.slice(1)}`
  const who = failed.join(' and ')
  return `${who} ${failed.length === 1 ? 'sees' : 'see'} nothing until ROLLBACK; then ${alike}`
}
