/** One fenced code block as it stands in the file: its opening line, its text, and whether it is closed. */
import type { Code } from 'mdast'
import type { Place, SourceRange } from './lesson.ts'
import type { SourceFile } from './source-file.ts'

export interface Fence {
  /** The first word after the opening marks; '' for an indented code block or a bare fence. */
  word: string
  wordRange: SourceRange
  /** The rest of the opening line, as written, and the offset where it begins. */
  info: string
  infoOffset: number
  /** Lines end with LF. */
  text: string
  textStart: Place
  /** A part of one line of the text; lines and columns count from 0. */
  textRange(line: number, from: number, to: number): SourceRange
  /** The whole fence. */
  range: SourceRange
  /** The opening marks, as many as a closing line needs at least. */
  marks: string
  closed: boolean
}

/** Sections "Fenced code blocks" of CommonMark; containers (quotes, lists) have been taken off by the parser. */
export function readFence(source: SourceFile, node: Code): Fence {
  const from = node.position?.start.offset ?? 0
  const to = node.position?.end.offset ?? from
  const lines = source.text.slice(from, to).split(/\r\n|\n|\r/)
  const [opening = '', ...below] = lines
  const [, marks = '', blank = '', word = '', info = ''] =
    /^(`{3,}|~{3,})?([ \t]*)(\S*)(.*)$/s.exec(opening) ?? []
  const wordOffset = from + marks.length + blank.length
  const text = node.value.replace(/\r\n?/g, '\n')
  const offsets = lineOffsets(source, from + opening.length, below, text)
  return {
    word: marks === '' ? '' : word,
    wordRange: source.range(wordOffset, wordOffset + word.length),
    info,
    infoOffset: wordOffset + word.length,
    text,
    textStart: source.place(offsets[0] ?? from),
    textRange: (line, start, end) => {
      const offset = offsets[line] ?? to
      return source.range(offset + start, offset + end)
    },
    range: source.range(from, to),
    marks,
    closed: marks === '' || isClosed(marks, below, text),
  }
}

/** Offsets of the lines of the text: behind the marks of quotes and lists around the fence. At least one. */
function lineOffsets(
  source: SourceFile,
  openingEnd: number,
  below: readonly string[],
  text: string,
): number[] {
  const offsets: number[] = []
  let at = openingEnd
  for (const [index, line] of text.split('\n').entries()) {
    const written = below[index]
    if (written === undefined) break
    at += source.text.startsWith('\r\n', at) ? 2 : 1
    offsets.push(at + (text !== '' && written.endsWith(line) ? written.length - line.length : 0))
    at += written.length
  }
  return offsets.length === 0 ? [openingEnd] : offsets
}

/** An unclosed fence runs to the end of what holds it; then its last line is text, whatever it looks like. */
function isClosed(marks: string, below: readonly string[], text: string): boolean {
  const last = below.at(-1)
  if (last === undefined) return false
  const closing = /^[\s>]*(`{3,}|~{3,})[ \t]*$/.exec(last)?.[1]
  if (closing === undefined || !closing.startsWith(marks)) return false
  const textLines = text === '' ? Math.min(1, below.length - 1) : text.split('\n').length
  return textLines === below.length - 1
}
