/** Where in a lesson's file a part of a cell or of its output stands. */
import type { AttributeName } from '../../lib/lesson/attribute-table.ts'
import type { ExpectedOutput, LessonCell, SourceRange } from '../../lib/lesson/lesson.ts'
import type { SourceFile } from '../../lib/lesson/source-file.ts'
import { splitAttributes } from '../../lib/lesson/split-attributes.ts'
import type { TextRange } from '../../lib/postgres/client/outcome.ts'

/** A part of a cell's text, in UTF-16 units from 0. */
export function rangeInCell(source: SourceFile, cell: LessonCell, { from, to }: TextRange): SourceRange {
  const place = (offset: number) => {
    const before = cell.source.slice(0, offset)
    const line = before.split('\n').length - 1
    const column = before.length - (before.lastIndexOf('\n') + 1)
    return source.at(cell.sourceStart.line + line, cell.sourceStart.column + column)
  }
  return { start: place(from), end: place(Math.max(from, to)) }
}

/** A line of an output fence, counted from 0; one behind the last is the fence's closing line. */
export function lineInOutput(source: SourceFile, output: ExpectedOutput, line: number): SourceRange {
  const lineNumber = output.textStart.line + line
  const start = source.at(lineNumber, output.textStart.column)
  return { start, end: source.at(lineNumber, Number.MAX_SAFE_INTEGER) }
}

/** The value of an attribute in the opening line of a cell's fence; the cell's whole fence if it is not there. */
export function attributeValue(source: SourceFile, cell: LessonCell, name: AttributeName): SourceRange {
  const { line, column } = cell.range.start
  const opening = (source.text.split(/\r\n|\n|\r/)[line - 1] ?? '').slice(column - 1)
  const [head = ''] = /^[`~]+[ \t]*\S*/.exec(opening) ?? []
  const attribute = splitAttributes(opening.slice(head.length)).find((each) => each.name === name)
  if (attribute === undefined) return cell.range
  const from = column + head.length
  return {
    start: source.at(line, from + attribute.valueFrom),
    end: source.at(line, from + attribute.valueTo),
  }
}
