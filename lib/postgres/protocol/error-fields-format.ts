/** ErrorResponse and NoticeResponse to ErrorFields and back. PostgreSQL manual, "Error and Notice Message Fields". */
import type { ErrorFields } from './error-fields.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

type NumberKey = 'position' | 'internalPosition'
type TextKey = Exclude<keyof ErrorFields, NumberKey | 'unrecognized'>

// In the order in which PostgreSQL writes them (src/backend/utils/error/elog.c), so that bytes come out as they went in.
const fieldOfLetter = {
  S: 'severity',
  V: 'severityNonLocalized',
  C: 'code',
  M: 'message',
  D: 'detail',
  H: 'hint',
  W: 'where',
  s: 'schema',
  t: 'table',
  c: 'column',
  d: 'dataType',
  n: 'constraint',
  P: 'position',
  p: 'internalPosition',
  q: 'internalQuery',
  F: 'file',
  L: 'line',
  R: 'routine',
} as const satisfies Record<string, TextKey | NumberKey>

// A character is counted from 1, and PostgreSQL counts in an Int32.
const position = /^[1-9]\d{0,9}$/

type Letter = keyof typeof fieldOfLetter

const letters = Object.keys(fieldOfLetter).filter(isLetter)

/** Reads the fields and the zero byte after them. Severity, SQLSTATE and message must be there. */
export function readErrorFields(reader: Reader): ErrorFields {
  const texts = new Map<string, string>()
  for (let code = reader.byte(); code !== 0; code = reader.byte()) {
    texts.set(String.fromCharCode(code), reader.string())
  }
  const fields: ErrorFields = {
    severity: texts.get('S') ?? reader.fail('severity is missing'),
    code: texts.get('C') ?? reader.fail('SQLSTATE is missing'),
    message: texts.get('M') ?? reader.fail('message text is missing'),
  }
  const unrecognized: [string, string][] = []
  for (const [letter, text] of texts) {
    if (!isLetter(letter)) unrecognized.push([letter, text])
    else setField(fields, fieldOfLetter[letter], text, reader)
  }
  if (unrecognized.length > 0) fields.unrecognized = Object.fromEntries(unrecognized)
  return fields
}

/** Writes the fields in PostgreSQL's order, those that the manual does not name last. */
export function writeErrorFields(writer: Writer, fields: ErrorFields): void {
  for (const letter of letters) {
    const value = fields[fieldOfLetter[letter]]
    if (value === undefined) continue
    const text = String(value)
    if (typeof value === 'number' && !position.test(text)) writer.fail(`invalid position "${text}"`)
    writeField(writer, letter, text)
  }
  for (const [letter, text] of Object.entries(fields.unrecognized ?? {})) {
    if (letter.length !== 1 || letter === '\0' || isLetter(letter)) {
      writer.fail(`"${letter}" cannot be the letter of an unrecognized field`)
    }
    writeField(writer, letter, text)
  }
  writer.byte(0)
}

function writeField(writer: Writer, letter: string, text: string): void {
  writer.letter(letter)
  writer.string(text)
}

function setField(fields: ErrorFields, key: TextKey | NumberKey, text: string, reader: Reader): void {
  if (key !== 'position' && key !== 'internalPosition') fields[key] = text
  else if (position.test(text)) fields[key] = Number(text)
  else reader.fail(`invalid position "${text}"`)
}

function isLetter(text: string): text is Letter {
  return Object.hasOwn(fieldOfLetter, text)
}
