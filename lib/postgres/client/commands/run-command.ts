/** Runs a backslash command: the few of psql's that make sense in a notebook. */
import {
  type Argument,
  type ArgumentProblem,
  splitArguments,
  withoutSemicolons,
} from '../../script/command-arguments.ts'
import type { BackslashCommand } from '../../script/statement.ts'
import { runDescription } from '../describe/run-description.ts'
import type { Output } from '../outcome.ts'
import { query } from '../query.ts'
import { ConnectionLostError, ServerError } from '../server-error.ts'
import { argumentRange, type CommandContext, type CommandResult, mistake, refused } from './command.ts'
import { connect } from './connect.ts'
import { hintInstead } from './unsupported.ts'

/** Never rejects: whatever fails is a result. Without `wire`'s server it fails, and `wire` says why. */
export async function runCommand(command: BackslashCommand, context: CommandContext): Promise<CommandResult> {
  const words: Argument[] = []
  for (const word of splitArguments(command.argumentText)) {
    if ('problem' in word) return argumentMistake(command, word)
    words.push(withoutSemicolons(word))
  }
  const named = words.filter(({ text, quoted }) => text !== '' || quoted)
  if (command.name === 'c' || command.name === 'connect') return connect(command, named, context)
  const told: Output[] = []
  try {
    const ask = (sql: string) => query(context.wire, sql)
    const description = await runDescription(command, named, ask, (output) => told.push(output))
    return description ?? unknown(command)
  } catch (error) {
    if (error instanceof ServerError) {
      const { outputs, ...end } = refused(error.fields, command.range)
      return { ...end, outputs: [...told, ...outputs] }
    }
    if (error instanceof ConnectionLostError) return { outputs: told, failed: true }
    throw error
  }
}

function unknown(command: BackslashCommand): CommandResult {
  const word = { from: command.range.from, to: command.argumentsFrom }
  if (command.name === '') return mistake('a backslash without a command', hintInstead(''), word)
  return mistake(`no command "\\${command.name}" in cells`, hintInstead(command.name), word)
}

function argumentMistake(command: BackslashCommand, problem: ArgumentProblem): CommandResult {
  const at = argumentRange(command, problem)
  return problem.problem === 'unterminated-quote'
    ? mistake('unterminated quoted string', 'Close the quote on the same line.', at)
    : mistake('backquotes run a shell command, which a cell cannot reach', null, at)
}
