/** Starts another program and waits for it; Ctrl-C of ours ends it. */
import { spawn } from 'node:child_process'

/** How a program ended. `code` is null when a signal ended it or it could not be started. */
export interface ProcessResult {
  code: number | null
  /** What it wrote, both streams in the order in which they came. */
  output: string
}

export interface ProcessOptions {
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  signal?: AbortSignal
  /** Called with every piece of output as it comes. */
  onOutput?: (text: string) => void
}

/** Runs a program to its end. Never rejects: a program that cannot be started has no code and says why. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: ProcessOptions,
): Promise<ProcessResult> {
  return new Promise((resolve) => {
    let output = ''
    const take = (text: string) => {
      output += text
      options.onOutput?.(text)
    }
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...options.env } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal ? { signal: options.signal } : {}),
    })
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('error', (error) => {
      take(`${error.message}\n`)
      resolve({ code: null, output })
    })
    child.once('close', (code) => resolve({ code, output }))
  })
}
