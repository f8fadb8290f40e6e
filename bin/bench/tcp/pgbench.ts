/** pgbench, as PostgreSQL brings it: transactions in a second over TCP. PostgreSQL manual, "pgbench". */
import { runProcess } from '../../child-process.ts'
import { CommandError, type Environment } from '../../command.ts'

export async function hasPgbench({ root, env }: Environment): Promise<boolean> {
  const { code } = await runProcess('pgbench', ['--version'], { cwd: root, env })
  return code === 0
}

/** Makes its tables: on the server, since PGlite's socket does not take them by COPY. */
export async function fillTables(environment: Environment, port: number): Promise<void> {
  await pgbench(environment, port, ['--initialize', '--init-steps=dtGp', '--quiet'])
}

/** Transactions of its own kind ("TPC-B (sort of)") in a second, time to connect left out. */
export async function transactionsPerSecond(
  environment: Environment,
  port: number,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const args = ['--no-vacuum', `--client=${clients}`, `--time=${seconds}`]
  const output = await pgbench(environment, port, args)
  const tps = /^tps = ([\d.]+)/m.exec(output)?.[1]
  if (tps === undefined) throw new CommandError(`pgbench has not said how fast it was: ${output}`)
  return Number(tps)
}

async function pgbench(environment: Environment, port: number, args: readonly string[]): Promise<string> {
  const { root, env, signal } = environment
  const address = ['--host=127.0.0.1', `--port=${port}`, '--username=postgres']
  const { code, output } = await runProcess('pgbench', [...args, ...address, 'postgres'], {
    cwd: root,
    env,
    signal,
  })
  if (code !== 0) throw new CommandError(`pgbench ${args.join(' ')} has failed: ${output}`)
  return output
}
