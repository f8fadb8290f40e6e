/** Errors and notices as psql prints them with VERBOSITY default: no SQLSTATE; the context of errors only. */
import type { ErrorFields } from '../../protocol/error-fields.ts'
import { errorPlace } from './error-place.ts'

export function errorMessage(fields: ErrorFields, statement: string): string {
  return message(fields, statement, fields.where)
}

export function noticeMessage(fields: ErrorFields, statement: string | undefined): string {
  return message(fields, statement, undefined)
}

function message(fields: ErrorFields, statement: string | undefined, context: string | undefined): string {
  const { severity, message, detail, hint, internalQuery } = fields
  const place = errorPlace(fields, statement ?? '')
  const lines = [
    `${severity}:  ${message}`,
    ...(place === null ? [] : [place]),
    ...(detail === undefined ? [] : [`DETAIL:  ${detail}`]),
    ...(hint === undefined ? [] : [`HINT:  ${hint}`]),
    ...(internalQuery === undefined ? [] : [`QUERY:  ${internalQuery}`]),
    ...(context === undefined ? [] : [`CONTEXT:  ${context}`]),
  ]
  return lines.map((line) => `${line}\n`).join('')
}
