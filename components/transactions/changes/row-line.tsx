/** One row that was written: of an update what changed, old → new; of an insert or a delete all of it. */
import { MoveRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RowEntry, RowsEntry } from '../../../lib/transactions/views/changes-view.ts'
import type { ColumnValue, Fate } from '../../../lib/transactions/views/view.ts'
import { classes } from '../../primitives/classes.ts'
import { fateLooks } from '../fate-look.ts'
import { JournalValueText } from './journal-value.tsx'

export interface RowLineProps {
  row: RowEntry
  operation: RowsEntry['operation']
  fate: Fate
}

/** What was rolled back is struck through, for a screen reader as well. */
export function RowLine({ row, operation, fate }: RowLineProps) {
  const line = operation === 'update' ? <Updated row={row} /> : <Whole row={row} operation={operation} />
  const look = 'font-mono leading-normal'
  return fate === 'rolled back' ? (
    <s className={classes(look, fateLooks[fate].text)}>{line}</s>
  ) : (
    <span className={look}>{line}</span>
  )
}

function Updated({ row }: { row: RowEntry }) {
  const changed = row.columns.filter((column) => column.changed)
  if (row.columns.length === 0) {
    return (
      <>
        <Key>{row.label}</Key>
        {row.new === null ? ' new row unknown' : <Values of={row.new} />}
        {row.old === null && <Quiet> (the old row is unknown)</Quiet>}
      </>
    )
  }
  return (
    <>
      <Key>{row.label}</Key>
      {changed.length === 0 && <Quiet> written again, no value changed</Quiet>}
      {changed.map((column) => (
        <span key={column.column} className="me-[1.5ch]">
          {' '}
          <Quiet>{column.column}</Quiet> <JournalValueText value={column.old} quiet /> <Becomes />{' '}
          <b className="font-semibold">
            <JournalValueText value={column.new} />
          </b>
        </span>
      ))}
    </>
  )
}

function Whole({ row, operation }: Pick<RowLineProps, 'row' | 'operation'>) {
  const values = operation === 'insert' ? row.new : row.old
  if (values === null) return <Quiet>{row.label}: values unknown</Quiet>
  if (operation === 'insert') return <Values of={values} strong />
  return (
    <>
      <Values of={values} /> <Becomes /> <b className="font-semibold">no row</b>
    </>
  )
}

/** Column names in quiet ink, each before its value. */
function Values({ of: values, strong = false }: { of: readonly ColumnValue[]; strong?: boolean }) {
  return values.map(({ column, value }) => (
    <span key={column} className="me-[0.5ch]">
      <Quiet>{column}</Quiet>{' '}
      <span className={strong ? 'font-semibold' : undefined}>
        <JournalValueText value={value} />
      </span>{' '}
    </span>
  ))
}

function Key({ children }: { children: ReactNode }) {
  return <b className="me-[1ch] font-semibold">{children}</b>
}

function Quiet({ children }: { children: ReactNode }) {
  return <span className="text-ink-2">{children}</span>
}

function Becomes() {
  return (
    <span role="img" aria-label="becomes" className="inline-block align-[-2px] text-ink-2">
      <MoveRight aria-hidden size={14} />
    </span>
  )
}
