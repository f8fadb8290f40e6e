/** Tables that are no statement's result. */
import type { Column, TableOutput, Value } from '../outcome.ts'
import type { QueryResult } from '../query.ts'

const textOid = 25

/** A look-up's result under a title; without footers its rows are counted. */
export function titledTable(title: string, { columns, rows }: QueryResult, footers?: string[]): TableOutput {
  return {
    kind: 'table',
    title,
    columns,
    chunks: [rows],
    rowCount: rows.length,
    ...(footers === undefined ? {} : { footers }),
  }
}

/** A table of texts under a title, whose rows are not counted. */
export function textTable(title: string, headers: string[], rows: Value[][], footers: string[]): TableOutput {
  return titledTable(title, { columns: headers.map(textColumn), rows }, footers)
}

function textColumn(name: string): Column {
  return { name, typeOid: textOid, typeModifier: -1, typeName: 'text' }
}
