/** `\c [DATABASE [ROLE]]`: the session goes on over a new connection. PostgreSQL manual, psql, `\connect`. */
import { type Argument, plainName } from '../../script/command-arguments.ts'
import type { BackslashCommand } from '../../script/statement.ts'
import type { Output } from '../outcome.ts'
import {
  argumentRange,
  type CommandContext,
  type CommandResult,
  ignoredArguments,
  mistake,
  printed,
  refused,
} from './command.ts'

/** Without an argument, or with `-`, the present one counts. When it fails, the present connection stays. */
export async function connect(
  command: BackslashCommand,
  words: readonly Argument[],
  { wire, reconnect }: CommandContext,
): Promise<CommandResult> {
  const [database, role, elsewhere] = words
  if (database !== undefined && /^postgres(ql)?:\/\/|=/.test(database.text)) {
    return mistake(
      '\\c takes names here, not a connection string',
      'Give a database, and a role if it is another one: "\\c shop alice".',
      argumentRange(command, database),
    )
  }
  if (elsewhere !== undefined && elsewhere.text !== '-') {
    return mistake(
      'there is no other server to connect to',
      'Give a database and a role only: "\\c shop alice".',
      argumentRange(command, elsewhere),
    )
  }
  const parameters = {
    ...wire.parameters,
    ...given('database', database),
    ...given('user', role),
  }
  const next = await reconnect(parameters)
  if (next.lost === null) {
    const { database, user } = parameters
    const text = `You are now connected to database "${database}" as user "${user}".\n`
    return printed({ kind: 'text', text }, ...ignoredArguments(command, words.slice(4)))
  }
  const kept: Output = { kind: 'text', text: 'Previous connection kept\n' }
  if (next.fatal !== null) return refused(next.fatal, command.range, kept)
  const failure = mistake(`could not connect: ${next.lost}`, null, command.range)
  return { ...failure, outputs: [...failure.outputs, kept] }
}

function given(name: 'database' | 'user', argument: Argument | undefined): Record<string, string> {
  if (argument === undefined) return {}
  const value = plainName(argument)
  return value === '' || (value === '-' && !argument.quoted) ? {} : { [name]: value }
}
