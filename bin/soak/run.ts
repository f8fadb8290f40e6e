/** `npm run soak`: what takes too long for `npm test`. Everything runs on the real server in Node. */
import { loadavg } from 'node:os'
import { InvalidArgumentError, Option } from 'commander'
import type { Environment } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import type { Part } from './part.ts'
import { connections } from './parts/connections.ts'
import { control, crash } from './parts/crash.ts'
import { partitions } from './parts/partitions.ts'
import { statements } from './parts/statements.ts'
import { tables } from './parts/tables.ts'
import { truth } from './parts/truth.ts'
import { Random } from './random.ts'

const parts: readonly Part[] = [partitions, tables, control, crash, statements, truth, connections]

interface SoakOptions {
  rounds: number
  seed: number
  connections: number
  minutes: number
  steps: number
  only?: string
}

export async function run(environment: Environment): Promise<number> {
  const names = parts.map(({ name }) => name)
  const command = commandLine('npm run soak --', 'Runs for long what must never break.', environment)
    .option('--rounds <number>', 'how many backends are killed', wholeNumber, 100)
    .option('--connections <number>', 'how many connections come and go in turn', wholeNumber, 1000)
    .option('--minutes <number>', 'how long random statements go on', wholeNumber, 5)
    .option('--steps <number>', 'how many steps random schedules have', wholeNumber, 1000)
    .option('--seed <number>', 'where chance starts; the same seed makes the same choices', wholeNumber, 1)
    .addOption(new Option('--only <part>', 'one part').choices(names))
  if (!parse(command, environment)) return 0
  const { only, seed, ...amounts } = command.opts<SoakOptions>()
  const { stdout, signal } = environment
  let mistakes = 0
  for (const part of parts.filter(({ name }) => only === undefined || name === only)) {
    stdout.write(`${part.name}: ${part.summary}\n`)
    const random = new Random(seed)
    const say = (line: string) => stdout.write(`  ${line}\n`)
    const found = await part
      .run({ random, seed, ...amounts, say, signal })
      .catch((error: unknown) => [String(error)])
    for (const mistake of found) say(`WRONG: ${mistake}`)
    if (found.length === 0) say('as it should be')
    mistakes += found.length
    signal.throwIfAborted()
  }
  stdout.write(`seed ${seed}, load ${loadavg()[0]?.toFixed(1)}: ${mistakes} mistakes\n`)
  return mistakes > 0 ? 1 : 0
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('It is a whole number above 0.')
  return Number(value)
}
