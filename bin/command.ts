/** What every command stands on: a `run` that sees the world as a value, and the few lines that make it a process. */
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The world as a command sees it. Tests hand in another one. */
export interface Environment {
  /** The arguments after the command's name. */
  argv: readonly string[]
  /** Where the user stands; relative file names are meant from here. */
  cwd: string
  /** The project's folder: lessons, sources and what is built from them. */
  root: string
  env: Readonly<Record<string, string | undefined>>
  platform: NodeJS.Platform
  stdout: TextSink
  stderr: TextSink
  /** Aborted by Ctrl-C and by SIGTERM: the command ends its work and returns. */
  signal: AbortSignal
}

/** Where a command writes. */
export interface TextSink {
  write(text: string): unknown
}

/** A command: 0 when all is well, 1 for findings and failures, 2 for misuse. It never touches `process`. */
export type Run = (environment: Environment) => Promise<number>

/** A mistake that ends a command with sentences instead of a stack trace. Style: PostgreSQL's error style guide. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
    this.name = 'CommandError'
  }
}

/** Runs a command as this process; `entryUrl` is the entry file, two folders below the project's (built or not). */
export async function launch(run: Run, entryUrl: string): Promise<void> {
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupt.abort(signal)
      // A second one means it: end at once, as a process without a handler does.
      process.once(signal, () => process.exit(128 + constants.signals[signal]))
    })
  }
  const environment: Environment = {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    root: fileURLToPath(new URL('../../', entryUrl)),
    env: process.env,
    platform: process.platform,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interrupt.signal,
  }
  process.exitCode = await outcome(run, environment)
}

/** Runs a command and turns a CommandError into its sentences and exit code; tests call it, too. */
export async function outcome(run: Run, environment: Environment): Promise<number> {
  try {
    return await run(environment)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    environment.stderr.write(sentences(error))
    return error.exitCode
  }
}

/** What the user reads of an error: a line for what happened, one for what to do. */
export function sentences({ message, hint }: CommandError): string {
  return `error: ${message}\n${hint ? `hint: ${hint}\n` : ''}`
}
