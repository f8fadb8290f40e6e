/** Errors of our own look-ups. What a learner's statement raises is an Output instead. */
import type { ErrorFields } from '../protocol/error-fields.ts'

/** An ErrorResponse with every field that PostgreSQL sent. */
export class ServerError extends Error {
  constructor(
    readonly fields: ErrorFields,
    options?: ErrorOptions,
  ) {
    super(fields.message, options)
    this.name = 'ServerError'
  }

  /** SQLSTATE. */
  get code(): string {
    return this.fields.code
  }
}

/** The connection ended, or could not be made, before there was an answer. */
export class ConnectionLostError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConnectionLostError'
  }
}
