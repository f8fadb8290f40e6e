/** A selection of a Python cell as text that can run by itself: without the indentation that all its lines share. Pure. */
import type { TextRange } from '../postgres/client/outcome.ts'

export interface PythonPart {
  text: string
  /** A place in `text`, counted in the whole cell. */
  inWhole: (at: TextRange) => TextRange
}

/** Null means all of the cell. A selection that begins behind blanks begins with them: they are its indentation. */
export function pythonPart(source: string, part: TextRange | null): PythonPart {
  if (part === null) return { text: source, inWhole: (at) => at }
  const lineStart = source.lastIndexOf('\n', part.from - 1) + 1
  const from = source.slice(lineStart, part.from).trim() === '' ? lineStart : part.from
  const lines = source.slice(from, part.to).split('\n')
  const indent = commonIndent(lines)
  const text = lines.map((line) => line.slice(indent)).join('\n')
  const offset = (at: number) => {
    const line = text.slice(0, at).split('\n').length - 1
    return from + at + lines.slice(0, line + 1).reduce((sum, each) => sum + Math.min(indent, each.length), 0)
  }
  return { text, inWhole: (at) => ({ from: offset(at.from), to: offset(at.to) }) }
}

/** In characters: Python takes blanks and tabs for different things, and so must this. */
function commonIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '')
  const [first = ''] = indents
  let length = first.length
  for (const indent of indents) while (!indent.startsWith(first.slice(0, length))) length -= 1
  return length
}
