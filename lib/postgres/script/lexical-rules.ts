/**
 * PostgreSQL's lexical rules as far as a client must know them to find where a statement or a token ends.
 * Source: PostgreSQL manual, "SQL Syntax", section "Lexical Structure". All offsets are UTF-16 units.
 */

/** Every character beyond ASCII may be part of an identifier, as PostgreSQL has it. */
const identifierStart = 'A-Za-z_\\u0080-\\uffff'
const identifier = `[${identifierStart}][${identifierStart}0-9$]*`
const digits = '[0-9](?:_?[0-9])*'

export const whitespacePattern = /[ \t\n\r\f\v]+/y
/** A `--` comment, without the end of its line. */
export const lineCommentPattern = /--[^\n\r]*/y
/** `$$` or `$tag$`; a tag has no dollar sign in it. */
const dollarTagPattern = new RegExp(`\\$(?:[${identifierStart}][${identifierStart}0-9]*)?\\$`, 'y')
export const identifierPattern = new RegExp(identifier, 'y')
export const parameterPattern = new RegExp(`\\$[0-9]+(?:${identifier})?`, 'y')
const fraction = `(?:${digits}(?:\\.(?!\\.)(?:${digits})?)?|\\.${digits})`
const numberPattern = new RegExp(`${fraction}(?:[eE][-+]?${digits})?(?:${identifier})?`, 'y')
const numberWithLettersPattern = new RegExp(`${fraction}${identifier}`, 'y')
export const operatorPattern = /[~!@#^&|`?+\-*/%<>=]+/y

/** What the text is inside of; a psql prompt shows the same (`'#`, `"#`, `$#`, `*#`). */
export type Enclosure =
  /** '…', B'…', X'…', N'…', U&'…': only a doubled quote stands for itself. */
  | { kind: 'plain-string' }
  /** E'…': a backslash escapes, too. */
  | { kind: 'escape-string' }
  | { kind: 'quoted-identifier' }
  | { kind: 'dollar-string'; tag: string }
  /** Comments nest; `depth` is 1 in the outermost. */
  | { kind: 'comment'; depth: number }

export interface Opening {
  enclosure: Enclosure
  /** Offset just after what opens it. */
  end: number
}

const prefixedQuotePattern = /(?:[eEbBxXnN]|[uU]&)?'|(?:[uU]&)?"/y

/**
 * The string, quoted identifier or block comment that opens at `offset`, which must be the start of a token.
 * Without standard_conforming_strings a backslash escapes in strings without prefix, too.
 */
export function openingAt(text: string, offset: number, standardStrings: boolean): Opening | null {
  const quote = matchAt(prefixedQuotePattern, text, offset)
  if (quote !== null) {
    return { enclosure: { kind: quoteKind(quote, standardStrings) }, end: offset + quote.length }
  }
  const tag = matchAt(dollarTagPattern, text, offset)
  if (tag !== null) return { enclosure: { kind: 'dollar-string', tag }, end: offset + tag.length }
  if (text.startsWith('/*', offset)) return { enclosure: { kind: 'comment', depth: 1 }, end: offset + 2 }
  return null
}

function quoteKind(quote: string, standardStrings: boolean) {
  if (quote.endsWith('"')) return 'quoted-identifier'
  const prefix = quote.slice(0, -1).toLowerCase()
  if (prefix === 'e') return 'escape-string'
  return standardStrings || (prefix !== '' && prefix !== 'n') ? 'plain-string' : 'escape-string'
}

/** Where an enclosure ends: `left` is null if it does, else what still encloses the text at `end`, which is then `limit`. */
export interface Closing {
  end: number
  left: Enclosure | null
}

/** Goes on inside an enclosure, from `offset` to its end, but not beyond `limit`. */
export function closingAfter(text: string, offset: number, limit: number, enclosure: Enclosure): Closing {
  switch (enclosure.kind) {
    case 'plain-string':
      return closingQuote(text, offset, limit, enclosure, "'", false)
    case 'escape-string':
      return closingQuote(text, offset, limit, enclosure, "'", true)
    case 'quoted-identifier':
      return closingQuote(text, offset, limit, enclosure, '"', false)
    case 'dollar-string': {
      const found = text.indexOf(enclosure.tag, offset)
      const end = found + enclosure.tag.length
      return found === -1 || end > limit ? { end: limit, left: enclosure } : { end, left: null }
    }
    case 'comment':
      return closingComment(text, offset, limit, enclosure.depth)
  }
}

function closingQuote(
  text: string,
  offset: number,
  limit: number,
  enclosure: Enclosure,
  quote: string,
  escapes: boolean,
): Closing {
  for (let at = offset; at < limit; at++) {
    const character = text[at]
    if (character === quote) {
      if (text[at + 1] !== quote || at + 1 >= limit) return { end: at + 1, left: null }
      at++
    } else if (character === '\\' && escapes) {
      at++
    }
  }
  return { end: limit, left: enclosure }
}

function closingComment(text: string, offset: number, limit: number, depth: number): Closing {
  let open = depth
  for (let at = offset; at + 1 < limit; at++) {
    if (text[at] === '/' && text[at + 1] === '*') {
      open++
      at++
    } else if (text[at] === '*' && text[at + 1] === '/') {
      open--
      at++
      if (open === 0) return { end: at + 1, left: null }
    }
  }
  return { end: limit, left: { kind: 'comment', depth: open } }
}

/** What a sticky pattern matches at this offset. */
export function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0] ?? null
}

/**
 * The number at `offset`, in any base, with the letters that stick to it (`12abc`): PostgreSQL refuses those as one
 * token. `1..2` is two numbers.
 */
export function numberAt(text: string, offset: number): string | null {
  const plain = matchAt(numberPattern, text, offset)
  const withLetters = matchAt(numberWithLettersPattern, text, offset)
  return (withLetters?.length ?? 0) > (plain?.length ?? 0) ? withLetters : plain
}
