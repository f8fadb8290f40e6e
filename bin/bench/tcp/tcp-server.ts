/** A server in a process of its own, from when it listens to when it is told to end. */
import { runProcess } from '../../child-process.ts'
import { CommandError, type Environment } from '../../command.ts'

export interface TcpServer {
  port: number
  stop(): Promise<void>
}

/** Starts a Node program; settles when it says `ready` on one of its streams. */
export async function startTcpServer(
  { root, env }: Environment,
  port: number,
  args: readonly string[],
  ready: RegExp,
): Promise<TcpServer> {
  const ending = new AbortController()
  let isReady: () => void = () => {}
  const listening = new Promise<void>((resolve) => {
    isReady = resolve
  })
  let said = ''
  const ended = runProcess(process.execPath, args, {
    cwd: root,
    env,
    signal: ending.signal,
    onOutput: (text) => {
      said += text
      if (ready.test(said)) isReady()
    },
  })
  const failed = ended.then(({ output }) => {
    throw new CommandError(`a server to measure has not started: ${output}`)
  })
  await Promise.race([listening, failed])
  failed.catch(() => {})
  return {
    port,
    stop: async () => {
      ending.abort()
      await ended
    },
  }
}
