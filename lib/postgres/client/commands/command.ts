/** What a backslash command gets, and what it gives. */
import type { ErrorFields } from '../../protocol/error-fields.ts'
import type { Argument } from '../../script/command-arguments.ts'
import type { BackslashCommand } from '../../script/statement.ts'
import type { Output, TextRange } from '../outcome.ts'
import type { QueryResult } from '../query.ts'
import type { StartupParameters } from '../server.ts'
import type { Wire } from '../wire.ts'

export interface CommandContext {
  wire: Wire
  /** A further connection takes the place of the present one, unless it is lost because it could not be made. */
  reconnect: (parameters: StartupParameters) => Promise<Wire>
}

export interface CommandResult {
  outputs: Output[]
  /** Whether it ends the script. */
  failed: boolean
  /** SQLSTATE of the error that ended it. */
  code?: string
}

/** Asks the session's own connection, as psql does: in the learner's transaction. Rejects with ServerError. */
export type Ask = (sql: string) => Promise<QueryResult>

/** Where an argument stands in the script. */
export function argumentRange(
  command: BackslashCommand,
  { from, to }: { from: number; to: number },
): TextRange {
  return { from: command.argumentsFrom + from, to: command.argumentsFrom + to }
}

export function printed(...outputs: Output[]): CommandResult {
  return { outputs, failed: false }
}

/** A mistake that ends the script without an error of the server's. */
export function mistake(message: string, hint: string | null, at: TextRange): CommandResult {
  return {
    outputs: [{ kind: 'script-error', message, ...(hint === null ? {} : { hint }), at }],
    failed: true,
  }
}

/** An error of the server's ends the script. */
export function refused(fields: ErrorFields, at: TextRange, ...more: Output[]): CommandResult {
  return {
    outputs: [{ kind: 'error', fields, statement: '', at }, ...more],
    failed: true,
    code: fields.code,
  }
}

/** psql takes what it can use, and says so of the rest. */
export function ignoredArguments(command: BackslashCommand, rest: readonly Argument[]): Output[] {
  return rest.map(({ text }) => ({
    kind: 'text',
    text: `\\${command.name}: extra argument "${text}" ignored\n`,
  }))
}
