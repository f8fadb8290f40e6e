/** A file's text, and where an offset in it stands: the one place where offsets become lines and columns. */
import type { Place, SourceRange } from './lesson.ts'

const byteOrderMark = '\uFEFF'

/** A lesson file or course.yaml as read. Offsets given to its methods count in `text`. */
export interface SourceFile {
  file: string
  /** Without the byte order mark. */
  text: string
  /** Where a character stands in the file; an offset outside of the text is moved to its nearest end. */
  place(offset: number): Place
  range(from: number, to: number): SourceRange
  /** The place in a line and column, moved to the line's end if it is shorter. */
  at(line: number, column: number): Place
}

/** Lines end at LF, CRLF or CR, as in CommonMark. A byte order mark takes an offset but no column, as in editors. */
export function sourceFile(file: string, content: string): SourceFile {
  const markLength = content.startsWith(byteOrderMark) ? 1 : 0
  const text = content.slice(markLength)
  const lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (end) => end.index + end[0].length)]

  const place = (offset: number): Place => {
    const inside = Math.max(0, Math.min(offset, text.length))
    const line = lastAtOrBefore(lineStarts, inside)
    return { line: line + 1, column: inside - (lineStarts[line] ?? 0) + 1, offset: inside + markLength }
  }
  const at = (line: number, column: number): Place => {
    const start = lineStarts[line - 1] ?? text.length
    const written = text.slice(start, lineStarts[line]).replace(/[\r\n]+$/, '')
    return place(start + Math.min(column - 1, written.length))
  }
  return {
    file,
    text,
    place,
    range: (from, to) => ({ start: place(from), end: place(Math.max(from, to)) }),
    at,
  }
}

/** Index of the last number in an ascending list that is not greater than `value`; the first number must not be. */
function lastAtOrBefore(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((ascending[middle] ?? 0) <= value) low = middle
    else high = middle - 1
  }
  return low
}
