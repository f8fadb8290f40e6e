/**
 * From PostgreSQL's error positions to places in JavaScript text. PostgreSQL counts characters (code points) from 1
 * in the statement as it was sent; JavaScript counts UTF-16 units from 0.
 */
import type { TextRange } from '../client/outcome.ts'
import {
  closingAfter,
  identifierPattern,
  lineCommentPattern,
  matchAt,
  numberAt,
  openingAt,
  operatorPattern,
  parameterPattern,
} from './lexical-rules.ts'
import { type Statement, scriptOffset } from './statement.ts'

/** UTF-16 offset of the character that PostgreSQL calls `position`; the end of the text if it lies behind it. */
export function characterOffset(text: string, position: number): number {
  let offset = 0
  for (let left = position - 1; left > 0 && offset < text.length; left--) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

/** Where the token that starts at `offset` ends. PostgreSQL's own rules; a blank or the end is a token of its own. */
export function tokenEnd(text: string, offset: number, standardStrings = true): number {
  const opening = openingAt(text, offset, standardStrings)
  if (opening !== null) return closingAfter(text, opening.end, text.length, opening.enclosure).end
  const comment = matchAt(lineCommentPattern, text, offset)
  if (comment !== null) return offset + comment.length
  const number = numberAt(text, offset)
  if (number !== null) return offset + number.length
  for (const pattern of [identifierPattern, parameterPattern, /::|\.\.|:=/y]) {
    const token = matchAt(pattern, text, offset)
    if (token !== null) return offset + token.length
  }
  const operator = matchAt(operatorPattern, text, offset)
  if (operator !== null) return offset + operatorLength(operator)
  return Math.min(text.length, offset + ((text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1))
}

/** A comment ends an operator; `+` and `-` end one only if it has characters that no standard operator has. */
function operatorLength(characters: string): number {
  const comment = characters.search(/\/\*|--/)
  let operator = comment === -1 ? characters : characters.slice(0, comment)
  if (!/[~!@#^&|`?%]/.test(operator)) operator = operator[0] + operator.slice(1).replace(/[+-]+$/, '')
  return operator.length
}

/**
 * The token in the script that an error's `position` names. At the end of the statement ("syntax error at end of
 * input") it is empty and stands after the last character that is not blank.
 */
export function errorRange(statement: Statement, position: number, standardStrings = true): TextRange {
  const { text } = statement
  const offset = characterOffset(text, position)
  if (offset >= text.length) {
    const end = scriptOffset(statement, Math.max(0, text.trimEnd().length - 1)) + 1
    return { from: end, to: end }
  }
  const lastOfToken = Math.max(offset, tokenEnd(text, offset, standardStrings) - 1)
  return { from: scriptOffset(statement, offset), to: scriptOffset(statement, lastOfToken) + 1 }
}
