/** Reads a command's options without touching the process: help and misuse become values. */
import { Command, CommanderError } from 'commander'
import { CommandError, type Environment } from './command.ts'

/**
 * A commander command that writes to the environment and never exits. Give it options and an `action`,
 * then call `parse`.
 */
export function commandLine(name: string, summary: string, environment: Environment): Command {
  return new Command(name)
    .description(summary)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => environment.stdout.write(text),
      writeErr: (text) => environment.stderr.write(text),
    })
}

/** Parses the arguments; true means go on, false that help was asked for and printed. Misuse is thrown with exit code 2. */
export function parse(command: Command, environment: Environment): boolean {
  command.configureOutput({ outputError: () => undefined })
  try {
    command.parse([...environment.argv], { from: 'user' })
    return true
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return false
    throw new CommandError(
      error.message.replace(/^error: /, ''),
      `${command.name()} --help shows what there is`,
      2,
    )
  }
}
