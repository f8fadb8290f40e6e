/** What a client is told when no backend can tell it any more. The words are PostgreSQL's own (tcop/postgres.c, quickdie). */
import { encodeBackend } from '../protocol/encoder.ts'
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { ClientEnd } from './client-end.ts'

/** As the postmaster has it said to all others when one of its processes has crashed. */
export const CRASH_MESSAGE = 'terminating connection because of crash of another server process'

export const crashNotice = encodeBackend({
  type: 'NoticeResponse',
  fields: {
    severity: 'WARNING',
    severityNonLocalized: 'WARNING',
    code: '57P02',
    message: CRASH_MESSAGE,
    detail:
      'The postmaster has commanded this server process to roll back the current transaction and exit, because another server process exited abnormally and possibly corrupted shared memory.',
    hint: 'In a moment you should be able to reconnect to the database and repeat your command.',
  },
})

export function fatal(
  code: string,
  message: string,
  more: Pick<ErrorFields, 'detail' | 'hint'> = {},
): ErrorFields {
  return { severity: 'FATAL', severityNonLocalized: 'FATAL', code, message, ...more }
}

/** A log-in is refused as PostgreSQL refuses one: with a FATAL. */
export function refuse(connection: ClientEnd, fields: ErrorFields): void {
  connection.end(
    { reason: 'refused', message: fields.message },
    encodeBackend({ type: 'ErrorResponse', fields }),
  )
}
