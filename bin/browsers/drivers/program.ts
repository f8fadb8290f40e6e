/** Another program that runs beside us: a browser, its driver, a screen. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { CommandError } from '../../command.ts'

export interface Program {
  /** Settles with the part of its output that matches; rejects when the program ends before. */
  said(words: RegExp): Promise<string>
  /** Ends it, and waits until it is gone. */
  end(): Promise<void>
}

/** Starts a program. `debianPackage` is what must be installed where it is missing. */
export async function startProgram(
  command: string,
  args: readonly string[],
  debianPackage: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Program> {
  const child = spawn(command, args, {
    env: { ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    await once(child, 'spawn')
  } catch {
    throw new CommandError(
      `${command} is not installed`,
      `install the package "${debianPackage}" (apt-get update && apt-get install -y ${debianPackage})`,
    )
  }
  return listenTo(child, command)
}

function listenTo(child: ChildProcess, command: string): Program {
  let output = ''
  const listeners = new Set<() => void>()
  const take = (piece: Buffer) => {
    output += piece
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const [found] = words.exec(output) ?? []
          if (found === undefined) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        void gone.then(() => reject(new CommandError(`${command} has ended: ${output.trim()}`)))
        look()
      }),
    end: async () => {
      child.kill()
      await gone
    },
  }
}
