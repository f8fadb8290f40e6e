/** Tables in psql's aligned format with border 1: `\pset format aligned`. */
import type { Column, TableOutput } from '../outcome.ts'
import { type FormattedLine, formatCell } from './formatted-lines.ts'

/** OIDs of int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8: psql puts them to the right. */
const rightAligned = new Set([20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069])

/** The whole table with title, header, rows, footers and the empty line below. */
export function alignedTable(table: TableOutput): string {
  const { title, columns } = table
  const headers = columns.map(({ name }) => formatCell(name))
  const rows = table.chunks.flat().map((row) => row.map((value) => formatCell(value ?? '')))
  const widths = columns.map((_, index) => widest([headers, ...rows], index))
  const lines = [
    ...(title === undefined ? [] : [centred(title, totalWidth(widths))]),
    ...headerLines(headers, widths),
    `-${widths.map((width) => '-'.repeat(width)).join('-+-')}-`,
    ...rows.flatMap((cells) => rowLines(cells, columns, widths)),
    ...(table.footers ?? [countOf(table.rowCount)]),
    '',
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** The width of a column: that of its widest line. */
function widest(rows: FormattedLine[][][], index: number): number {
  let width = 0
  for (const row of rows) for (const line of row[index] ?? []) width = Math.max(width, line.width)
  return width
}

function countOf(rows: number): string {
  return rows === 1 ? '(1 row)' : `(${rows} rows)`
}

function totalWidth(widths: number[]): number {
  return widths.reduce((sum, width) => sum + width + 3, 0) - (widths.length > 0 ? 1 : 0)
}

/** A title is put in the middle, without blanks after it. */
function centred(title: string, width: number): string {
  const titleWidth = Math.max(...formatCell(title).map((line) => line.width))
  return ' '.repeat(Math.max(0, Math.floor((width - titleWidth) / 2))) + title
}

function headerLines(headers: FormattedLine[][], widths: number[]): string[] {
  const height = Math.max(0, ...headers.map((lines) => lines.length))
  return Array.from({ length: height }, (_, at) =>
    headers
      .map((lines, index) => {
        const width = widths[index] ?? 0
        const line = lines[at]
        if (line === undefined) return ` ${' '.repeat(width)} `
        const blanks = width - line.width
        const left = ' '.repeat(Math.floor(blanks / 2))
        const right = ' '.repeat(Math.ceil(blanks / 2))
        return ` ${left}${line.text}${right}${at + 1 < lines.length ? '+' : ' '}`
      })
      .join('|'),
  )
}

/** A row takes as many lines as its highest cell; `+` marks a cell that goes on below. */
function rowLines(cells: FormattedLine[][], columns: Column[], widths: number[]): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length))
  const last = cells.length - 1
  // Without columns there are no lines for rows either.
  if (cells.length === 0) return []
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, index) => {
        const line = lines[at]
        const goesOn = at + 1 < lines.length
        const padding = ' '.repeat((widths[index] ?? 0) - (line?.width ?? 0))
        const toTheRight = rightAligned.has(columns[index]?.typeOid ?? 0)
        const before = toTheRight && line !== undefined ? padding : ''
        const after = before === '' && (index < last || goesOn) ? padding : ''
        const end = goesOn ? '+' : index < last ? ' ' : ''
        return ` ${before}${line?.text ?? ''}${after}${end}`
      })
      .join('|'),
  )
}
