/** Turns what the server answers to one statement into events, in the order in which psql shows them. */
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { BackendMessage, DataRow, FrontendMessage, RowDescription } from '../protocol/messages.ts'
import type { CopyData } from '../script/scanner.ts'
import type { Statement } from '../script/statement.ts'
import { errorRange } from '../script/token-range.ts'
import type { Column, Output, RunEvent, Value } from './outcome.ts'
import { typeName } from './types/type-name.ts'
import { decodeText, decodeValue } from './values.ts'
import { isFatal, type Receiver } from './wire.ts'

/**
 * A table is shown when it is complete, or when it has this many rows. So a short one comes after the notices that
 * were raised while it was made, and is dropped when the statement fails in its middle: as psql does it.
 */
const heldRows = 500

/** COPY data go out in messages of this many characters. */
const copyChunk = 1 << 16

export interface StatementReceiverOptions {
  statement: Statement
  standardStrings: boolean
  /** The lines after the statement; called once for each CopyInResponse. */
  copyData: () => CopyData
  send: (message: FrontendMessage) => void
  report: (events: RunEvent[]) => void
}

interface OpenTable {
  columns: Column[]
  rows: Value[][]
  shown: boolean
}

export class StatementReceiver implements Receiver {
  readonly #options: StatementReceiverOptions
  #events: RunEvent[] = []
  #table: OpenTable | null = null
  #copied: string[] | null = null
  /** Notices that came after a long table was shown: they follow it. */
  #laterNotices: Output[] = []
  #error: ErrorFields | null = null
  #scriptError = false

  constructor(options: StatementReceiverOptions) {
    this.#options = options
  }

  /** The error that ended the statement. */
  get error(): ErrorFields | null {
    return this.#error
  }

  get failed(): boolean {
    return this.#error !== null || this.#scriptError
  }

  message(message: BackendMessage): void {
    switch (message.type) {
      case 'RowDescription':
        this.#openTable(message)
        return
      case 'DataRow':
        this.#addRow(message)
        return
      case 'CommandComplete':
        this.#complete(message.tag)
        return
      case 'ErrorResponse':
        this.#fail(message.fields)
        return
      case 'NoticeResponse':
        this.#notice(message.fields)
        return
      case 'CopyOutResponse':
        this.#copied = []
        return
      case 'CopyData':
        this.#copied?.push(decodeText(message.data))
        return
      case 'CopyInResponse':
        this.#sendCopyData()
        return
      case 'CopyBothResponse':
        this.#refuseReplication()
        return
    }
  }

  /** Reports what has gathered. */
  rest(): void {
    const table = this.#table
    if (table?.shown && table.rows.length > 0) {
      this.#events.push({ type: 'rows', rows: table.rows })
      table.rows = []
    }
    if (this.#events.length === 0) return
    const events = this.#events
    this.#events = []
    this.#options.report(events)
  }

  #openTable({ fields }: RowDescription): void {
    const columns = fields.map(({ name, typeOid, typeModifier }) => ({
      name,
      typeOid,
      typeModifier,
      typeName: typeName(typeOid, typeModifier),
    }))
    this.#table = { columns, rows: [], shown: false }
  }

  #addRow({ values }: DataRow): void {
    if (this.#table === null) return
    this.#table.rows.push(values.map(decodeValue))
    if (!this.#table.shown && this.#table.rows.length >= heldRows) this.#showTable(this.#table)
  }

  #showTable(table: OpenTable): void {
    const { columns, rows } = table
    const chunks = rows.length > 0 ? [rows] : []
    this.#push({ kind: 'table', columns, chunks, rowCount: rows.length })
    table.rows = []
    table.shown = true
  }

  #complete(tag: string): void {
    if (this.#table !== null) {
      if (!this.#table.shown) this.#showTable(this.#table)
      this.rest()
      this.#events.push({ type: 'table-complete', tag })
    } else if (this.#copied !== null) {
      // psql leaves the tag out where the data themselves have just been printed.
      this.#showCopied()
    } else {
      this.#push({ kind: 'tag', tag })
    }
    this.#endTable()
  }

  #endTable(): void {
    this.#table = null
    for (const notice of this.#laterNotices) this.#push(notice)
    this.#laterNotices = []
  }

  #showCopied(): void {
    if (this.#copied !== null && this.#copied.length > 0) {
      this.#push({ kind: 'text', text: this.#copied.join('') })
    }
    this.#copied = null
  }

  #notice(fields: ErrorFields): void {
    const { text } = this.#options.statement
    const output: Output = {
      kind: 'notice',
      fields,
      ...(fields.position === undefined ? {} : { statement: text }),
    }
    if (this.#table?.shown) this.#laterNotices.push(output)
    else this.#push(output)
  }

  #fail(fields: ErrorFields): void {
    // A server that shuts down may send a FATAL after the statement's own error.
    if (this.#error === null || isFatal(fields)) this.#error = fields
    this.rest()
    this.#endTable()
    this.#showCopied()
    const { statement, standardStrings } = this.#options
    const at =
      fields.position === undefined ? {} : { at: errorRange(statement, fields.position, standardStrings) }
    this.#push({ kind: 'error', fields, statement: statement.text, ...at })
  }

  #sendCopyData(): void {
    const { copyData, send, statement } = this.#options
    const { text, range, terminated } = copyData()
    for (let from = 0; from < text.length; ) {
      const to = chunkEnd(text, from)
      send({ type: 'CopyData', data: new TextEncoder().encode(text.slice(from, to)) })
      from = to
    }
    if (terminated) {
      send({ type: 'CopyDone' })
      return
    }
    send({ type: 'CopyFail', message: 'the data have no end' })
    this.#scriptError = true
    this.#push({
      kind: 'script-error',
      message: 'COPY FROM STDIN: the data have no end',
      hint: 'Put the rows on the lines after the statement, and a line with only "\\." after them.',
      at: range.from < range.to ? range : statement.range,
    })
  }

  #refuseReplication(): void {
    this.#options.send({ type: 'CopyDone' })
    this.#scriptError = true
    this.#push({
      kind: 'script-error',
      message: 'this statement starts streaming replication, which a session cannot show',
      hint: 'Connect without the parameter "replication".',
      at: this.#options.statement.range,
    })
  }

  #push(output: Output): void {
    this.#events.push({ type: 'output', output })
  }
}

/** Where a chunk that starts at `from` ends: a pair of surrogates stays together. */
function chunkEnd(text: string, from: number): number {
  const to = Math.min(from + copyChunk, text.length)
  const last = text.charCodeAt(to - 1)
  return to < text.length && last >= 0xd800 && last <= 0xdbff ? to - 1 : to
}
