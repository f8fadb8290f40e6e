/**
 * What running a script gives, as plain JSON: the notebook stores it, the page draws it, the lessons command prints it.
 */
import type { ErrorFields } from '../protocol/error-fields.ts'

/** One column of a result. `typeName` is as PostgreSQL's short names have it: int4, numeric(8,2), text[]. */
export interface Column {
  name: string
  typeOid: number
  typeModifier: number
  typeName: string
}

/** A value in text format as PostgreSQL's output function wrote it; null is SQL's NULL. */
export type Value = string | null

/** A half-open part of the cell's text, in UTF-16 units from 0. */
export interface TextRange {
  from: number
  to: number
}

/** The result of one statement or backslash command that returned rows. */
export interface TableOutput {
  kind: 'table'
  /** Above the table, as `\d` has it. */
  title?: string
  columns: Column[]
  /** Rows in chunks, as they came; treat chunks as immutable. */
  chunks: Value[][][]
  rowCount: number
  /** Below the table, as `\d` has it (indexes, constraints …), instead of the row count. */
  footers?: string[]
  /** The command tag; absent while rows are still coming, and for backslash commands. */
  tag?: string
}

export type Output =
  | TableOutput
  /** A command tag of a statement that returned no rows: BEGIN, UPDATE 1. */
  | { kind: 'tag'; tag: string }
  /** `statement` is there when the notice has a position in it: psql prints its LINE then. */
  | { kind: 'notice'; fields: ErrorFields; statement?: string }
  /**
   * An error ends the run. `statement` is the text as it was sent, for the LINE that psql prints;
   * `at` is the token in the cell's text that the error's position names.
   */
  | { kind: 'error'; fields: ErrorFields; statement: string; at?: TextRange }
  /** What COPY … TO STDOUT wrote, or a line that a backslash command prints. */
  | { kind: 'text'; text: string }
  | { kind: 'notification'; channel: string; payload: string; pid: number }
  /** A mistake in the script that no server has seen: a backslash command that we lack, COPY data without an end. */
  | { kind: 'script-error'; message: string; hint?: string; at?: TextRange }
  /** The connection ended in the middle; what was not committed is rolled back. */
  | { kind: 'lost'; message: string }

/** ReadyForQuery's transaction status: idle, in a transaction block, in a failed transaction block. */
export type TransactionStatus = 'I' | 'T' | 'E'

/** What a running script reports, in order. */
export type RunEvent =
  /** The next statement (or backslash command) has been sent. `range` is its place in the script. */
  | { type: 'statement'; range: TextRange }
  /** A new output; rows of a table follow as `rows`. */
  | { type: 'output'; output: Output }
  /** More rows for the last output, which is a table. */
  | { type: 'rows'; rows: Value[][] }
  /** The last output, which is a table, is complete. */
  | { type: 'table-complete'; tag: string }
  /** ReadyForQuery came. */
  | { type: 'status'; status: TransactionStatus }

/** How a run ended. */
export interface RunResult {
  outcome: 'ok' | 'failed' | 'stopped' | 'lost'
  /** SQLSTATE of the error that ended it. */
  code?: string
  status: TransactionStatus
}

/** The outputs after one more event. Pure; shares what has not changed. */
export function outputsAfter(outputs: readonly Output[], event: RunEvent): readonly Output[] {
  const last = outputs.at(-1)
  switch (event.type) {
    case 'output':
      return [...outputs, event.output]
    case 'rows':
      if (last?.kind !== 'table') return outputs
      return [
        ...outputs.slice(0, -1),
        { ...last, chunks: [...last.chunks, event.rows], rowCount: last.rowCount + event.rows.length },
      ]
    case 'table-complete':
      if (last?.kind !== 'table') return outputs
      return [...outputs.slice(0, -1), { ...last, tag: event.tag }]
    case 'statement':
    case 'status':
      return outputs
  }
}
