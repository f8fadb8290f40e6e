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
  return {
    word: marks === '' ? '' : word,
    wordRange: source.range(wordOffset, wordOffset + word.length),
    info,
    infoOffset: wordOffset + word.length,
    text,
    textStart: textStart(source, from + opening.length, below, text),
    range: source.range(from, to),
    marks,
    closed: marks === '' || isClosed(marks, below, text),
  }
}

/** Where the first character of text stands: after the line end, and after the marks of quotes and lists around it. */
function textStart(source: SourceFile, openingEnd: number, below: readonly string[], text: string): Place {
  const [firstBelow] = below
  if (firstBelow === undefined) return source.place(openingEnd)
  const lineStart = openingEnd + (source.text.startsWith('\r\n', openingEnd) ? 2 : 1)
  const firstLine = text.split('\n', 1)[0] ?? ''
  const around = firstBelow.endsWith(firstLine) ? firstBelow.length - firstLine.length : 0
  return source.place(lineStart + (text === '' ? 0 : around))
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
