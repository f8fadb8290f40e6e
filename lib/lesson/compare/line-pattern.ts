/** One line of an expected output, with its patterns: `{{int}}`, `{{/regex/}}` and the like. */
import { Automaton } from './automaton.ts'
import { literal, type Pattern, PatternError, parsePattern } from './syntax.ts'

const number = String.raw`[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|-?Infinity|NaN`
const clock = String.raw`\d\d:\d\d(?::\d\d(?:\.\d+)?)?`
const zone = String.raw`(?: ?[-+]\d\d(?::?\d\d){0,2}|Z| [A-Z]{2,5})?`
const date = String.raw`\d{4,6}-\d\d-\d\d`
const interval = String.raw`(?:[-+]?\d+ (?:years?|mons?|days?) ?)+(?:[-+]?${clock})?|[-+]?\d+:\d\d:\d\d(?:\.\d+)?`

/** What a name between double braces stands for, as a regular expression. For docs/, too. */
export const namedPatterns: Readonly<Record<string, { about: string; expression: string }>> = {
  int: { about: 'a whole number', expression: String.raw`[-+]?\d+` },
  number: { about: 'a number, with or without fraction and exponent', expression: number },
  time: {
    about: 'a date, a time of day, a timestamp or an interval, as PostgreSQL writes them by default',
    expression: `(?:${date}(?:[ T]${clock}${zone})?(?: BC)?|${clock}${zone}|${interval})`,
  },
  uuid: {
    about: 'a UUID',
    expression: '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  },
  any: { about: 'any text within the line, also none', expression: '.*' },
}

/** A line that stands for any number of lines. */
export const anyLines = '…'

/** A part of an expected line. Text that only looks like a pattern, such as PostgreSQL's `{{1,2},{3,4}}`, is text. */
export interface LinePart {
  kind: 'text' | 'name' | 'expression'
  /** The text, the name, or the regular expression. */
  value: string
  /** Where it stands in the line, braces included. */
  from: number
  to: number
}

export function splitLine(line: string): LinePart[] {
  const parts: LinePart[] = []
  let from = 0
  const text = (to: number) => {
    if (to > from) parts.push({ kind: 'text', value: line.slice(from, to), from, to })
  }
  for (const match of line.matchAll(/\{\{(?:([A-Za-z]\w*)|\/(.*?)\/)\}\}/g)) {
    const [whole, name, expression] = match
    if (name !== undefined && !Object.hasOwn(namedPatterns, name)) continue
    text(match.index)
    const to = match.index + whole.length
    parts.push({
      kind: name === undefined ? 'expression' : 'name',
      value: name ?? expression ?? '',
      from: match.index,
      to,
    })
    from = to
  }
  text(line.length)
  return parts
}

/** Names between double braces that are none of ours: perhaps slips, perhaps text. */
export function unknownNames(line: string): { name: string; from: number; to: number }[] {
  return Array.from(line.matchAll(/\{\{([A-Za-z]\w*)\}\}/g), (match) => ({
    name: match[1] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  })).filter(({ name }) => !Object.hasOwn(namedPatterns, name))
}

export function hasPattern(line: string): boolean {
  return line.trim() === anyLines || splitLine(line).some(({ kind }) => kind !== 'text')
}

/** Null if the part can be used, else why not. */
export function flawOf(part: LinePart): string | null {
  try {
    if (part.kind === 'expression') new Automaton(parsePattern(part.value))
    return null
  } catch (error) {
    if (error instanceof PatternError) return error.message
    throw error
  }
}

/** Whether a printed line is what the expected one describes. */
export type LineTest = (printed: string) => boolean

/**
 * Blanks at the ends of lines do not count. With `loose` (a row of a table whose widths are not compared) blanks at both
 * ends of each column do not count either. Each line matches itself, one with a flawed pattern only itself.
 */
export function lineTest(expected: string, loose: boolean): LineTest {
  const plain = expected.trimEnd()
  if (!loose && !hasPattern(plain)) return (printed) => printed.trimEnd() === plain
  if (loose && /^[-+]+$/.test(plain)) return ruleTest(plain)
  try {
    const pattern = loose ? looseLine(plain) : exactLine(plain)
    const automaton = new Automaton({ kind: 'all', parts: pattern })
    return (printed) => printed.trimEnd() === plain || automaton.matches(printed.trimEnd())
  } catch (error) {
    if (error instanceof PatternError) return (printed) => printed.trimEnd() === plain
    throw error
  }
}

const blanks: Pattern = { kind: 'repeat', part: literal(' '), least: 0, most: Number.POSITIVE_INFINITY }

function exactLine(line: string): Pattern[] {
  return splitLine(line).map(({ kind, value }) => {
    if (kind === 'text') return literal(value)
    return parsePattern(kind === 'expression' ? value : (namedPatterns[value]?.expression ?? ''))
  })
}

/** The line between a table's head and its rows: as many columns, of any width. */
function ruleTest(rule: string): LineTest {
  const columns = rule.split('+').length
  return (printed) => /^[-+]+$/.test(printed.trimEnd()) && printed.split('+').length === columns
}

/** Blanks around `|`, at both ends, and before the `+` that marks a line break in a value may be more or fewer. */
function looseLine(line: string): Pattern[] {
  const parts = splitLine(line.trim()).flatMap(({ kind, value, from, to }): Pattern[] => {
    if (kind !== 'text') return exactLine(line.trim().slice(from, to))
    return value
      .split(/ *(\|) *| *(\+)(?= *(?:\||$))/)
      .filter((piece) => piece !== undefined)
      .flatMap((piece) =>
        piece === '|' || piece === '+' ? [blanks, literal(piece), blanks] : [literal(piece)],
      )
  })
  return [blanks, ...parts, blanks]
}
