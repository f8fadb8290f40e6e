/** A world for a command under test: what it wrote can be read. */
import type { Environment } from '../../../bin/command.ts'

export interface TestWorld {
  environment: Environment
  /** Ctrl-C. */
  interrupt: () => void
  stdout: () => string
  stderr: () => string
}

export function world(argv: readonly string[], changes: Partial<Environment> = {}): TestWorld {
  const controller = new AbortController()
  const written = { stdout: '', stderr: '' }
  const sink = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text
    },
  })
  return {
    environment: {
      argv,
      cwd: process.cwd(),
      root: process.cwd(),
      env: {},
      platform: 'linux',
      stdout: sink('stdout'),
      stderr: sink('stderr'),
      signal: controller.signal,
      ...changes,
    },
    interrupt: () => controller.abort(),
    stdout: () => written.stdout,
    stderr: () => written.stderr,
  }
}
