/**
 * Takes a script apart as interactive psql does: line by line, one statement at a time, so that what a statement
 * changes (standard_conforming_strings, COPY data that follows) is known before the next one is looked for.
 */
import type { TextRange } from '../client/outcome.ts'
import { AtomicBody } from './atomic-body.ts'
import { argumentsEnd } from './command-arguments.ts'
import {
  closingAfter,
  type Enclosure,
  identifierPattern,
  lineCommentPattern,
  matchAt,
  numberAt,
  openingAt,
  parameterPattern,
  whitespacePattern,
} from './lexical-rules.ts'
import type { BackslashCommand, ScriptPart, Statement } from './statement.ts'

/** Lines of data after a COPY … FROM STDIN. */
export interface CopyData {
  /** The lines with their line ends, as they are sent. */
  text: string
  range: TextRange
  /** Whether a line `\.` ends them. */
  terminated: boolean
}

const commandNamePattern = /[^ \t\n\r\f\v\\]*/y

export class ScriptScanner {
  readonly #script: string
  readonly #standardStrings: () => boolean
  /** The next character to look at, and the end of its line. */
  #at = 0
  #lineEnd = -1
  #nextLine: number
  /** Of the statement that is being gathered. */
  #pieces: TextRange[] = []
  #enclosure: Enclosure | null = null
  #parentheses = 0
  readonly #body = new AtomicBody()

  /** `standardStrings` tells whether standard_conforming_strings is on; it is asked at each line. */
  constructor(script: string, standardStrings: () => boolean = () => true) {
    this.#script = script
    this.#standardStrings = standardStrings
    this.#nextLine = script.startsWith('\ufeff') ? 1 : 0
    this.#at = this.#nextLine
  }

  /** The next part; null at the end. A last statement needs no semicolon. */
  next(): ScriptPart | null {
    for (;;) {
      const part = this.#scanLine()
      if (part !== null) return part
      if (!this.#startLine()) return this.#pieces.length > 0 ? this.#takeStatement() : null
    }
  }

  /**
   * Takes the lines up to `\.` from the line after the current one on: call it when the server has asked for COPY data.
   * What follows the COPY statement on its own line is scanned after the data.
   */
  copyData(): CopyData {
    const from = this.#nextLine
    for (let line = from; line < this.#script.length; ) {
      const next = lineAfter(this.#script, line)
      if (/^\\\.\r?\n?$/.test(this.#script.slice(line, Math.min(next, line + 4)))) {
        this.#nextLine = next
        return { text: this.#script.slice(from, line), range: { from, to: line }, terminated: true }
      }
      line = next
    }
    const to = this.#script.length
    this.#nextLine = to
    return { text: this.#script.slice(from, to), range: { from, to }, terminated: false }
  }

  /** Moves to the next line that is not skipped; false at the end of the script. */
  #startLine(): boolean {
    while (this.#nextLine < this.#script.length) {
      const from = this.#nextLine
      this.#nextLine = lineAfter(this.#script, from)
      const to = this.#script[this.#nextLine - 1] === '\n' ? this.#nextLine - 1 : this.#nextLine
      if (from === to && this.#enclosure === null) continue
      if (this.#pieces.length > 0) this.#keep(from - 1, from)
      this.#at = from
      this.#lineEnd = to
      return true
    }
    return false
  }

  /** Scans on to the end of the line, or to a statement's or command's end. */
  #scanLine(): ScriptPart | null {
    const standardStrings = this.#standardStrings()
    while (this.#at < this.#lineEnd) {
      if (this.#enclosure === null) {
        const part = this.#scanToken(standardStrings)
        if (part !== null) return part
      } else {
        const { end, left } = closingAfter(this.#script, this.#at, this.#lineEnd, this.#enclosure)
        this.#enclosure = left
        this.#keepTo(end)
      }
    }
    return null
  }

  #scanToken(standardStrings: boolean): ScriptPart | null {
    const opening = openingAt(this.#script, this.#at, standardStrings)
    if (opening !== null) {
      this.#enclosure = opening.enclosure
      this.#keepTo(opening.end)
      return null
    }
    const blank = this.#match(whitespacePattern) ?? this.#match(lineCommentPattern)
    if (blank !== null) {
      const end = Math.min(this.#at + blank.length, this.#lineEnd)
      if (this.#pieces.length > 0) this.#keepTo(end)
      else this.#at = end
      return null
    }
    const identifier = this.#match(identifierPattern)
    if (identifier !== null) {
      this.#body.see(identifier, this.#parentheses > 0)
      this.#keepTo(this.#at + identifier.length)
      return null
    }
    const number = numberAt(this.#script, this.#at) ?? this.#match(parameterPattern)
    if (number !== null) {
      this.#keepTo(this.#at + number.length)
      return null
    }
    return this.#scanPunctuation()
  }

  #scanPunctuation(): ScriptPart | null {
    const character = this.#script[this.#at]
    if (character === '\\') {
      const next = this.#script[this.#at + 1]
      if (next !== ';' && next !== ':') return this.#takeCommand()
      if (next === ';') this.#body.startStatement()
      this.#at++
      this.#keepTo(this.#at + 1)
      return null
    }
    this.#keepTo(this.#at + 1)
    if (character === '(') this.#parentheses++
    else if (character === ')') this.#parentheses = Math.max(0, this.#parentheses - 1)
    else if (character === ';' && this.#parentheses === 0 && !this.#body.open) return this.#takeStatement()
    return null
  }

  #takeStatement(): Statement {
    const pieces = this.#pieces
    this.#pieces = []
    this.#body.startStatement()
    return {
      kind: 'statement',
      text: pieces.map(({ from, to }) => this.#script.slice(from, to)).join(''),
      range: { from: pieces[0]?.from ?? this.#at, to: pieces.at(-1)?.to ?? this.#at },
      pieces,
    }
  }

  /** A command ends at the end of its line, or where an unquoted backslash starts the next one; `\\` goes back to SQL. */
  #takeCommand(): BackslashCommand {
    const from = this.#at
    this.#dropLineEndBefore(from)
    const nameEnd = from + 1 + (matchAt(commandNamePattern, this.#script, from + 1)?.length ?? 0)
    const end = argumentsEnd(this.#script, nameEnd, this.#lineEnd)
    this.#at = this.#script.startsWith('\\\\', end) ? end + 2 : end
    return {
      kind: 'command',
      name: this.#script.slice(from + 1, nameEnd),
      argumentText: this.#script.slice(nameEnd, end),
      argumentsFrom: nameEnd,
      range: { from, to: nameEnd + this.#script.slice(nameEnd, end).trimEnd().length },
    }
  }

  /** A line with nothing but a command leaves no trace in the statement around it. */
  #dropLineEndBefore(offset: number): void {
    const last = this.#pieces.at(-1)
    if (last === undefined || last.to !== offset || this.#script[offset - 1] !== '\n') return
    if (last.to - last.from === 1) this.#pieces.pop()
    else last.to--
  }

  #match(pattern: RegExp): string | null {
    return matchAt(pattern, this.#script, this.#at)
  }

  #keepTo(end: number): void {
    this.#keep(this.#at, end)
    this.#at = end
  }

  #keep(from: number, to: number): void {
    const last = this.#pieces.at(-1)
    if (last?.to === from) last.to = to
    else if (from < to) this.#pieces.push({ from, to })
  }
}

/** Start of the line after the one at `offset`, or the end of the text. */
function lineAfter(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end + 1
}
