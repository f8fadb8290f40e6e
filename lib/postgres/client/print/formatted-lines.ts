/** A value as psql writes it into a table: in lines, with control characters made visible. */
import { characterWidth } from './display-width.ts'

export interface FormattedLine {
  text: string
  /** Columns of a terminal. */
  width: number
}

const tabStop = 8
const plain = /^[\x20-\x7e]*$/

/** At least one line. Tabs become blanks, `\r` and other control characters escapes. */
export function formatCell(value: string): FormattedLine[] {
  return value.split('\n').map(formatLine)
}

function formatLine(line: string): FormattedLine {
  if (plain.test(line)) return { text: line, width: line.length }
  let text = ''
  let width = 0
  for (const character of line) {
    const shown = visible(character, width)
    text += shown.text
    width += shown.width
  }
  return { text, width }
}

function visible(character: string, column: number): FormattedLine {
  if (character === '\t') {
    const width = tabStop - (column % tabStop)
    return { text: ' '.repeat(width), width }
  }
  const width = characterWidth(character)
  if (width >= 0) return { text: character, width }
  const text = escaped(character)
  return { text, width: text.length }
}

function escaped(control: string): string {
  const code = control.charCodeAt(0)
  if (control === '\r') return '\\r'
  const digits = code.toString(16).toUpperCase()
  return code < 0x80 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`
}
