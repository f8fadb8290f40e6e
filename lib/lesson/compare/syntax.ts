/** Regular expressions in JavaScript's notation to a tree that can be matched in linear time. */

/** One step of a pattern. `one` consumes a character (code point) that `test` accepts; `edge` consumes nothing. */
export type Pattern =
  | { kind: 'one'; test: (character: string) => boolean }
  | { kind: 'edge'; test: (before: string | undefined, after: string | undefined) => boolean }
  | { kind: 'all'; parts: readonly Pattern[] }
  | { kind: 'any-of'; choices: readonly Pattern[] }
  /** `most` is Infinity for `*` and `+`. */
  | { kind: 'repeat'; part: Pattern; least: number; most: number }

/** The pattern cannot be used; `message` is a clause for a diagnostic. */
export class PatternError extends Error {}

/** What a repetition may count to: it is written out, so that it must be small. */
const mostRepetitions = 1000

const unsupported: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, 'it looks ahead or behind, which cannot be done in linear time'],
  [/^\\(?:[1-9]|k<)/, 'it refers back to a group, which cannot be done in linear time'],
  [/^\(\?[^:<]/, 'it changes flags within a group'],
]

/** JavaScript checks the notation (flag u) and decides about single characters; only the structure is read here. */
export function parsePattern(text: string): Pattern {
  try {
    new RegExp(text, 'u')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PatternError(reason.replace(/^Invalid regular expression: .*\/u?: /s, '').toLowerCase())
  }
  return new PatternParser(text).parse()
}

/** A text that stands for itself. */
export function literal(text: string): Pattern {
  return {
    kind: 'all',
    parts: Array.from(text, (character) => ({ kind: 'one', test: (found) => found === character })),
  }
}

class PatternParser {
  private at = 0

  constructor(private readonly text: string) {}

  parse(): Pattern {
    return this.choices()
  }

  private choices(): Pattern {
    const choices = [this.sequence()]
    while (this.take(/\|/y)) choices.push(this.sequence())
    return choices.length === 1 && choices[0] !== undefined ? choices[0] : { kind: 'any-of', choices }
  }

  private sequence(): Pattern {
    const parts: Pattern[] = []
    while (this.at < this.text.length && !/^[|)]/.test(this.text.slice(this.at))) {
      parts.push(this.repetition(this.step()))
    }
    return { kind: 'all', parts }
  }

  private step(): Pattern {
    const rest = this.text.slice(this.at)
    const refused = unsupported.find(([start]) => start.test(rest))
    if (refused !== undefined) throw new PatternError(refused[1])
    if (this.take(/\((?:\?:|\?<[^>]*>)?/y)) {
      const group = this.choices()
      this.take(/\)/y)
      return group
    }
    if (this.take(/\^/y)) return { kind: 'edge', test: (before) => before === undefined }
    if (this.take(/\$/y)) return { kind: 'edge', test: (_before, after) => after === undefined }
    const boundary = this.take(/\\[bB]/y)
    if (boundary)
      return { kind: 'edge', test: (before, after) => isBoundary(before, after) === (boundary === '\\b') }
    return this.character()
  }

  /** `.`, a class, an escape or a plain character: JavaScript says of each single character whether it fits. */
  private character(): Pattern {
    const written =
      this.take(/\[(?:[^\]\\]|\\.)*\]/suy) ??
      this.take(/\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c.|.)|./suy) ??
      ''
    const single = new RegExp(`^${written}$`, 'u')
    return { kind: 'one', test: (character) => single.test(character) }
  }

  private repetition(part: Pattern): Pattern {
    const written = this.take(/[*+?]\??|\{\d+(?:,\d*)?\}\??/y)
    if (written === null) return part
    const counts = /^\{(\d+)(,?)(\d*)/.exec(written)
    if (counts === null) {
      return {
        kind: 'repeat',
        part,
        least: written[0] === '+' ? 1 : 0,
        most: written[0] === '?' ? 1 : Infinity,
      }
    }
    const least = Number(counts[1])
    const most = counts[2] === '' ? least : counts[3] === '' ? Infinity : Number(counts[3])
    if (least > mostRepetitions || (most !== Infinity && most > mostRepetitions)) {
      throw new PatternError(`it counts beyond ${mostRepetitions}`)
    }
    return { kind: 'repeat', part, least, most }
  }

  /** What a sticky expression finds here, or null. */
  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return null
    this.at += found[0].length
    return found[0]
  }
}

function isBoundary(before: string | undefined, after: string | undefined): boolean {
  return isWord(before) !== isWord(after)
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /^\w$/.test(character)
}
