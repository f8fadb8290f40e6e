/**
 * A run cut down to what storage keeps of it, so that a result of 100,000 rows does not fill a browser's quota.
 * What is cut says so: a table keeps its true row count, other outputs end with a line.
 */
import type { Output, TableOutput, Value } from '../../postgres/client/outcome.ts'
import type { CellOutput, CellRun } from '../model.ts'

export interface Limits {
  /** Of one table. */
  rows: number
  /** Of all outputs of one cell together, in UTF-16 units. */
  characters: number
}

export const storageLimits: Limits = { rows: 1000, characters: 1_000_000 }

type Room = { characters: number }

/** The run with as many of its outputs as the limits allow, in order; the error that ended it is always kept. */
export function trimmedRun(run: CellRun, limits: Limits = storageLimits): CellRun {
  const room: Room = { characters: limits.characters }
  const outputs: CellOutput[] = []
  let left = 0
  for (const output of run.outputs) {
    const kept = trimmed(output, room, limits)
    if (kept) outputs.push(kept)
    else left += 1
  }
  if (left > 0) {
    const text = left === 1 ? '… 1 output was not kept' : `… ${left} outputs were not kept`
    outputs.splice(endOfWholeOutputs(outputs), 0, { kind: 'text', text })
  }
  return { ...run, outputs }
}

function trimmed(output: CellOutput, room: Room, limits: Limits): CellOutput | null {
  switch (output.kind) {
    case 'table':
      return trimmedTable(output, room, limits)
    case 'text':
      return withTrimmedText(output, room)
    case 'error':
      if (takes(room, output)) return output
      return { kind: 'error', fields: withoutPosition(output.fields), statement: '', ...atOf(output) }
    case 'script-error':
    case 'lost':
    case 'remark':
      return output
    case 'stream':
      return withTrimmedText(output, room)
    case 'display':
      return takes(room, output) ? output : withTrimmedText({ kind: 'display', text: output.text }, room)
    case 'traceback':
      return takes(room, output)
        ? output
        : { ...output, text: `${output.name}: ${output.message}`.slice(0, 1000) }
    case 'tag':
    case 'notice':
    case 'notification':
      return takes(room, output) ? output : null
  }
}

function trimmedTable(table: TableOutput, room: Room, limits: Limits): TableOutput | null {
  const { chunks, ...head } = table
  if (!takes(room, head)) return null
  const rows: Value[][] = []
  for (const row of chunks.flat()) {
    if (rows.length === limits.rows || !takes(room, row)) break
    rows.push(row)
  }
  return { ...table, chunks: [rows] }
}

function withTrimmedText<Text extends CellOutput & { text: string }>(output: Text, room: Room): Text | null {
  if (room.characters <= 0) return null
  const { text } = output
  const kept = text.slice(0, room.characters)
  room.characters -= text.length
  const rest = text.length - kept.length
  return rest === 0 ? output : { ...output, text: `${kept}\n… ${rest} more characters were not kept` }
}

/** Whether there is room for this value; if so, it is taken. */
function takes(room: Room, value: unknown): boolean {
  const size = JSON.stringify(value).length
  if (size > room.characters) return false
  room.characters -= size
  return true
}

/** Without the statement, a position in it names nothing; `at` still names the place in the cell. */
function withoutPosition(fields: Extract<Output, { kind: 'error' }>['fields']) {
  const { position, ...rest } = fields
  return rest
}

function atOf({ at }: Extract<Output, { kind: 'error' }>) {
  return at ? { at } : {}
}

/** The line that says what was left out stands before the error that ended the run, as the outputs did. */
function endOfWholeOutputs(outputs: readonly CellOutput[]): number {
  const last = outputs.at(-1)?.kind
  const ends = last === 'error' || last === 'script-error' || last === 'traceback' || last === 'lost'
  return ends ? outputs.length - 1 : outputs.length
}
