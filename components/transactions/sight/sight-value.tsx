'use client'
/** What one session sees of one row. */
import type { SightCell } from '../../../lib/transactions/views/sight-view.ts'
import type { SessionRef } from '../../../lib/transactions/views/view.ts'
import { classes } from '../../primitives/classes.ts'
import { JournalValueText } from '../changes/journal-value.tsx'
import { useWhose } from '../use-whose.ts'

export interface SightValueProps {
  cell: SightCell
  /** Null: what is committed. */
  session: SessionRef | null
  /** It sees nothing until ROLLBACK: what stands here it will see then. */
  failed: boolean
  /** All columns of the table, and those that are shown: the key stands at the row's head. */
  columns: readonly string[]
  names: readonly string[]
}

export function SightValue({ cell, session, failed, columns, names }: SightValueProps) {
  const { hue } = useWhose(session)
  return (
    <td
      data-session={hue}
      data-sees={cell.sees}
      data-own={cell.own ? '' : undefined}
      title={titleOf(cell)}
      className={classes(
        'px-2 py-1.5 align-top [overflow-wrap:anywhere]',
        cell.own
          ? 'border border-(--whose) border-dashed bg-(--whose-soft) font-semibold'
          : 'border-line border-b',
        failed && 'text-ink-2 italic',
      )}
    >
      {cell.sees === 'row' ? (
        <Values cell={cell} columns={columns} names={names} />
      ) : (
        <Nothing sees={cell.sees} />
      )}
      {cell.own && <span className="sr-only">, uncommitted: only {session?.name} sees it</span>}
    </td>
  )
}

/** What differs from what is committed is bold. */
function Values({ cell, columns, names }: Pick<SightValueProps, 'cell' | 'columns' | 'names'>) {
  const { values } = cell
  if (values === null) return null
  if (names.length === 0) return <span>a row</span>
  return (
    <span className="font-mono">
      {names.map((name, at) => (
        <span key={name}>
          {at > 0 && <span className="text-ink-3">, </span>}
          <span className={cell.differs.includes(name) ? 'font-semibold' : undefined}>
            <JournalValueText value={values[columns.indexOf(name)] ?? null} />
          </span>
        </span>
      ))}
    </span>
  )
}

function Nothing({ sees }: { sees: SightCell['sees'] }) {
  if (sees === 'not in this snapshot') {
    return (
      <span className="inline-block rounded-s border border-line-strong px-1.5 text-ink-2">
        not in this snapshot
      </span>
    )
  }
  return <span className={sees === 'unknown' ? 'text-ink-2 italic' : 'text-ink-2'}>{sees}</span>
}

/** For a second look: which version, and who wrote it. */
function titleOf({ version, writtenBy }: SightCell): string | undefined {
  if (version === null) return undefined
  const by = writtenBy === null ? '' : `, written by #${writtenBy.number} of ${writtenBy.session.name}`
  return `version ${version.place}, xmin ${version.xmin ?? 'not known'}, xmax ${version.xmax ?? 'none'}${by}`
}
