/**
 * The two lines that show where in a statement an error is: `LINE 1: …` and a caret below it.
 * They come out as from libpq, which psql prints: long lines are cut to 60 columns around the place.
 */
import type { ErrorFields } from '../../protocol/error-fields.ts'
import { characterWidth } from './display-width.ts'

const displayColumns = 60
/** So many columns after the place stay, if there are so many. */
const columnsAfter = 10

/** Null if the error names no place. A place within a function's own query is shown in that query. */
export function errorPlace(fields: ErrorFields, statement: string): string | null {
  if (fields.position !== undefined) return placeInText(statement, fields.position)
  if (fields.internalPosition !== undefined && fields.internalQuery !== undefined) {
    return placeInText(fields.internalQuery, fields.internalPosition)
  }
  return null
}

/** `position` counts characters from 1. Null if it lies outside of the text. */
function placeInText(text: string, position: number): string | null {
  const characters = [...text]
  const place = position - 1
  if (place < 0 || place > characters.length) return null
  const { number, from, to } = lineAt(characters, place)
  const cut = cutLine(characters, place, from, to)
  const prefix = `LINE ${number}: ${cut.from > from ? '...' : ''}`
  const shown = characters.slice(cut.from, cut.to).map((character) => (character === '\t' ? ' ' : character))
  const caret = ' '.repeat(prefix.length + columns(characters, cut.from, place))
  return `${prefix}${shown.join('')}${cut.to < to ? '...' : ''}\n${caret}^`
}

/** The line that has the place in it; a carriage return ends a line, too. */
function lineAt(characters: string[], place: number): { number: number; from: number; to: number } {
  let number = 1
  let from = 0
  let to = 0
  for (; to < characters.length; to++) {
    const character = characters[to]
    if (character !== '\n' && character !== '\r') continue
    if (to >= place) break
    if (character === '\r' || characters[to - 1] !== '\r') number++
    from = to + 1
  }
  return { number, from, to }
}

function cutLine(
  characters: string[],
  place: number,
  from: number,
  to: number,
): { from: number; to: number } {
  let start = from
  let end = to
  const tooLong = () => columns(characters, start, end) > displayColumns
  if (!tooLong()) return { from, to }
  if (columns(characters, from, place) + columnsAfter <= displayColumns) {
    while (tooLong()) end--
    return { from, to: end }
  }
  while (columns(characters, place, end) > columnsAfter) end--
  while (tooLong()) start++
  return { from: start, to: end }
}

/** Here every character takes a column at least. */
function columns(characters: string[], from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += Math.max(1, characterWidth(characters[at] ?? ''))
  return sum
}
