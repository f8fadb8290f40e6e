'use client'
/** One table: a row for each key, a column for each session, and what is committed. */
import { Fragment } from 'react'
import type { SightRow, SightView, Viewer } from '../../../lib/transactions/views/sight-view.ts'
import { TableScroller } from '../../primitives/table.tsx'
import { useCursor } from '../panel-context.tsx'
import { useWhose } from '../use-whose.ts'
import { headsOf } from './sight-head.ts'
import { SightValue } from './sight-value.tsx'

export function SightTableView({ view }: { view: SightView }) {
  const { viewers, rows, columns, key, title } = view
  const values = columns.filter(({ name }) => !key.includes(name))
  const names = values.map(({ name }) => name)
  return (
    <TableScroller label={`Who sees what of ${title}`}>
      <table className="w-full border-separate border-spacing-0 text-small">
        <caption className="pb-1 text-start text-ink-2 text-small">
          <b className="font-semibold text-ink">{title}</b>
          {names.length > 0 && <span className="font-mono text-micro"> {names.join(', ')}</span>}
          <span className="sr-only">, as each session sees it</span>
        </caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="border-line-strong border-b py-1.5 pe-3 text-start align-bottom font-semibold"
            >
              {key.length > 0 ? key.join(', ') : 'row'}
            </th>
            {viewers.map((viewer) => (
              <ViewerHead key={viewer.session?.key ?? ''} viewer={viewer} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.row} row={row} view={view} names={names} />
          ))}
        </tbody>
      </table>
    </TableScroller>
  )
}

/** Whose, and what of: a session's next statement, its snapshot, nothing. */
function ViewerHead({ viewer }: { viewer: Viewer }) {
  const { hue, letter } = useWhose(viewer.session)
  return (
    <th
      scope="col"
      data-session={hue}
      className="min-w-24 border-line-strong border-b px-2 py-1.5 text-start align-bottom font-semibold"
    >
      <span className="flex items-center gap-1.5 whitespace-nowrap text-ink text-ui">
        {viewer.session !== null && hue !== undefined && (
          <span aria-hidden="true" className="tile">
            {letter}
          </span>
        )}
        {viewer.session?.name ?? 'committed'}
      </span>
      <span className="block max-w-[22ch] font-normal text-ink-2 text-micro">{headsOf(viewer)}</span>
    </th>
  )
}

function Row({ row, view, names }: { row: SightRow; view: SightView; names: readonly string[] }) {
  const { selected } = useCursor()
  const chosen = selected !== null && row.cells.some(({ writtenBy }) => writtenBy?.number === selected)
  return (
    <tr data-chosen-row={chosen ? '' : undefined}>
      <th
        scope="row"
        className="border-line border-b max-w-40 py-1.5 pe-2 text-start align-top font-mono font-semibold wrap-break-word in-data-chosen-row:bg-accent-soft in-data-chosen-row:shadow-[inset_3px_0_var(--color-accent)] in-data-chosen-row:ps-2"
      >
        {row.label}
      </th>
      {row.cells.map((cell, at) => {
        const viewer = view.viewers[at]
        return (
          <Fragment key={viewer?.session?.key ?? ''}>
            <SightValue
              cell={cell}
              session={viewer?.session ?? null}
              failed={viewer?.sees === 'failed'}
              columns={view.columns.map(({ name }) => name)}
              names={names}
            />
          </Fragment>
        )
      })}
    </tr>
  )
}
