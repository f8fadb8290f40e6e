'use client'
/** The rows of one statement: a table that suits their number, what stands above and below it, and long values on demand. */
import { Suspense, useMemo, useState } from 'react'
import type { TableOutput } from '../../lib/postgres/client/outcome.ts'
import { later } from '../primitives/later.ts'
import { Foot } from '../primitives/table.tsx'
import { columnLooks } from './column-look.ts'
import { RowIndex } from './row-index.ts'
import { SmallTable } from './small-table.tsx'
import { TagLine } from './tag-line.tsx'
import { type OpenValue, ValueReader } from './value-reader.tsx'

/** More rows than this, and only those in sight are in the page. */
const mostInPage = 200
/** Rows that are measured for the width and the points of a column. */
const sampled = 500

const LargeTable = later(() => import('./large-table.tsx').then((module) => module.LargeTable))

export interface ResultTableProps {
  output: TableOutput
  /** The statement failed when these rows had come: psql shows none of them. */
  cut: boolean
}

/** A result as psql would print it, in a shape that people like to read. */
export function ResultTable({ output, cut }: ResultTableProps) {
  const [open, setOpen] = useState<OpenValue | null>(null)
  const rows = useMemo(() => new RowIndex(output.chunks), [output.chunks])
  const looks = useMemo(() => columnLooks(output.columns, rows.sample(sampled)), [output.columns, rows])
  const table = {
    caption: `${output.title ?? 'Result'}, ${rowsInWords(rows.count)}`,
    looks,
    rows,
    onOpen: (value: string, column: { name: string }, row: number) =>
      setOpen({ value, column: column.name, row }),
  }
  const flow =
    output.title !== undefined ? 'described' : output.columns.length === 1 ? 'wrapped' : 'own-lines'
  const small = <SmallTable {...table} flow={flow} limit={mostInPage} />
  return (
    <div className="grid gap-2">
      {output.title !== undefined && <p className="font-semibold text-small">{output.title}</p>}
      {rows.count <= mostInPage ? (
        small
      ) : (
        <Suspense fallback={small}>
          <LargeTable {...table} />
        </Suspense>
      )}
      {open && <ValueReader open={open} onClose={() => setOpen(null)} />}
      <Below output={output} count={rows.count} cut={cut} />
    </div>
  )
}

/** "1 row", "100,000 rows". */
export function rowsInWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
}

/** How many rows, as the tag has it where psql prints one; or what `\d` says. */
function Below({ output, count, cut }: { output: TableOutput; count: number; cut: boolean }) {
  if (output.footers) return output.footers.length > 0 && <Footers lines={output.footers} />
  if (output.tag !== undefined && /^(INSERT|UPDATE|DELETE|MERGE)\b/.test(output.tag)) {
    return <TagLine>{output.tag}</TagLine>
  }
  return <Foot>{cut ? `${rowsInWords(count)}, then the statement failed` : rowsInWords(count)}</Foot>
}

/** Indexes, constraints, in psql's own lines. */
function Footers({ lines }: { lines: readonly string[] }) {
  return <pre className="edge-shadows text-code text-ink-2 leading-normal">{lines.join('\n')}</pre>
}
