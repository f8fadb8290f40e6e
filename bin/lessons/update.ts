/** Writes what cells printed into the text of a lesson: rewrites output fences, adds missing ones, keeps all else. */
import { linesOf } from '../../lib/lesson/compare/compare.ts'
import { mergeOutput } from '../../lib/lesson/compare/merge.ts'
import type { LessonCell } from '../../lib/lesson/lesson.ts'
import { differences } from './differences.ts'
import { safeMarks } from './fence-text.ts'

/** What one cell printed. */
export interface Printed {
  cell: LessonCell
  text: string
}

export interface OutputChange {
  cell: LessonCell
  /** Line of the output fence in the old text, or of the cell if it had none. */
  line: number
  /** As differences() has them. */
  difference: string[]
}

export interface UpdatedText {
  text: string
  changes: OutputChange[]
}

/** `text` is the whole file, byte order mark included, as the cells' places mean it. */
export function updateOutputs(text: string, printed: readonly Printed[]): UpdatedText {
  const edits: { from: number; to: number; text: string }[] = []
  const changes: OutputChange[] = []
  for (const { cell, text: found } of printed) {
    const { output } = cell
    const old = linesOf(output?.text ?? '').join('\n')
    const merged = mergeOutput(old, found, { unordered: output?.unordered ?? false })
    if (merged === old || (output === null && isSilent(cell))) continue
    const fence = output === null ? newFence(text, cell, merged) : changedFence(text, output.range, merged)
    edits.push(fence)
    const place = (output ?? cell).range.start
    changes.push({ cell, line: place.line, difference: differences(old, merged) })
  }
  const result = edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((whole, edit) => whole.slice(0, edit.from) + edit.text + whole.slice(edit.to), text)
  return { text: result, changes }
}

/** Nobody looks at the output of a folded cell, and that of an exercise would give its solution away. */
function isSilent({ attributes }: LessonCell): boolean {
  return attributes.hidden === true || attributes.exercise === true
}

function changedFence(text: string, range: LessonCell['range'], output: string) {
  const from = range.start.offset
  const written = text.slice(from, range.end.offset)
  const opening = written.split(/\r\n|\n|\r/, 1)[0] ?? ''
  const marks = /^(?:`+|~+)/.exec(opening)?.[0] ?? '```'
  const safe = safeMarks(marks, output)
  const lines = [safe + opening.slice(marks.length), ...(output === '' ? [] : output.split('\n')), safe]
  return { from, to: range.end.offset, text: joined(text, from, lines) }
}

function newFence(text: string, cell: LessonCell, output: string) {
  const { start, end } = cell.range
  const marks = safeMarks('```', output)
  const lines = ['', '', `${marks}output`, ...output.split('\n'), marks]
  return { from: end.offset, to: end.offset, text: joined(text, start.offset, lines) }
}

/** Lines with the marks of quotes and lists around the fence in front, all but the first, and the file's line ends. */
function joined(text: string, fenceOffset: number, lines: readonly string[]): string {
  const lineStart =
    Math.max(text.lastIndexOf('\n', fenceOffset - 1), text.lastIndexOf('\r', fenceOffset - 1)) + 1
  const around = text
    .slice(lineStart, fenceOffset)
    .replace(/[^>\s]/g, ' ')
    .replace('\uFEFF', '')
  const end = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  return lines.map((line, index) => (index === 0 ? line : (around + line).trimEnd())).join(end)
}
