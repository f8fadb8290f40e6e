/** The parts of a script as psql takes it apart, each with its place in the script. */
import type { TextRange } from '../client/outcome.ts'

/** One statement, or several joined by `\;`: one simple Query. */
export interface Statement {
  kind: 'statement'
  /** Exactly what is sent. psql leaves out leading blanks and `--` comments, empty lines, and the backslash of `\;`. */
  text: string
  /** From its first to its last character. */
  range: TextRange
  /** The parts of the script that make up `text`, in order. */
  pieces: readonly TextRange[]
}

/** A backslash command. It may stand in the middle of a statement, which then goes on after it. */
export interface BackslashCommand {
  kind: 'command'
  /** Without the backslash. */
  name: string
  /** The rest of its line, as written; see command-arguments.ts. */
  argumentText: string
  /** Where `argumentText` starts in the script. */
  argumentsFrom: number
  /** The backslash, the name and the arguments. */
  range: TextRange
}

export type ScriptPart = Statement | BackslashCommand

/** Where an offset in `statement.text` stands in the script. The end of the text gives the end of its last piece. */
export function scriptOffset(statement: Pick<Statement, 'pieces'>, offset: number): number {
  let left = offset
  let end = 0
  for (const piece of statement.pieces) {
    const length = piece.to - piece.from
    if (left < length) return piece.from + left
    left -= length
    end = piece.to
  }
  return end
}
