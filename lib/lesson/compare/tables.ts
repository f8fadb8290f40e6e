/** Finds psql's aligned tables among the lines of an output. PostgreSQL manual, psql, `\pset format aligned`. */

/** Line numbers count from 0; `rowsTo` is the line behind the last row. */
export interface TableLines {
  /** The line above the head if it may be a title, centred over the table, as `\d` has it; else the head. */
  from: number
  rowsFrom: number
  rowsTo: number
  /** Behind the last line that belongs to the table, the row count included. */
  to: number
}

const rule = /^-+(?:\+-+)*\s*$/
const rowCount = /^\(.* rows?\)\s*$/

export function findTables(lines: readonly string[]): TableLines[] {
  const tables: TableLines[] = []
  for (const [index, line] of lines.entries()) {
    const before = tables.at(-1)?.to ?? 0
    if (!rule.test(line) || index - 1 < before) continue
    const titled = index - 2 >= before && /^ +\S/.test(lines[index - 2] ?? '')
    const rows = lines.slice(index + 1).findIndex((row) => row.trim() === '' || !isRow(row))
    const rowsTo = rows === -1 ? lines.length : index + 1 + rows
    const to = rowCount.test(lines[rowsTo] ?? '') ? rowsTo + 1 : rowsTo
    tables.push({ from: titled ? index - 2 : index - 1, rowsFrom: index + 1, rowsTo, to })
  }
  return tables
}

/** Rows begin with a blank, as psql writes them; `…` and rows that begin with a pattern are the author's. */
function isRow(line: string): boolean {
  return /^(?: |…|\{\{)/.test(line) || line.includes('|')
}
