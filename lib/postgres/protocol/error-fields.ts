/**
 * The fields of ErrorResponse and NoticeResponse under their own names.
 * Source: PostgreSQL manual, chapter "Frontend/Backend Protocol", section "Error and Notice Message Fields".
 * A field that the server did not send is absent. All values are the server's own text.
 */
export interface ErrorFields {
  /** S: severity in the server's language. */
  severity: string
  /** V: severity, never translated (ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO, LOG). */
  severityNonLocalized?: string
  /** C: SQLSTATE, five characters. */
  code: string
  /** M: the primary message, one line as a rule. */
  message: string
  /** D */
  detail?: string
  /** H */
  hint?: string
  /** P: where in the statement as it was sent, counted in characters (code points) from 1. */
  position?: number
  /** p: as position, but within internalQuery. */
  internalPosition?: number
  /** q: the text of a command that the server made itself, such as a PL/pgSQL statement. */
  internalQuery?: string
  /** W: the call stack, one line for each level. */
  where?: string
  /** s */
  schema?: string
  /** t */
  table?: string
  /** c */
  column?: string
  /** d */
  dataType?: string
  /** n */
  constraint?: string
  /** F, L, R: where in PostgreSQL's own source. */
  file?: string
  line?: string
  routine?: string
  /** Fields with letters that the manual does not name (yet), kept as they came. */
  unrecognized?: Record<string, string>
}

/** The server ends the connection after it. */
export function isFatal({ severity, severityNonLocalized = severity }: ErrorFields): boolean {
  return severityNonLocalized === 'FATAL'
}
