/** `npm test`: lint, types, unit, engine, lessons, transcripts and browser tests, and one closing line with their sum. */
import { CommandError, type Environment, sentences } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { stages as allStages, type Stage, type StageOptions } from './stages.ts'
import { sum, type Tally } from './tally.ts'

export function run(environment: Environment): Promise<number> {
  return runStages(environment, allStages)
}

/** Runs the stages that the arguments name, or all. Tests hand in stages of their own. */
export async function runStages(environment: Environment, stages: readonly Stage[]): Promise<number> {
  const names = stages.map((stage) => stage.name)
  const command = commandLine('npm test --', 'Runs the tests.', environment)
    .argument('[stage...]', `only these: ${names.join(', ')}`)
    .option('--all', 'go on to the slow stages although a quick one failed')
    .option('--update', 'rewrite the expected transcripts by what a real PostgreSQL gives (stage real)')
  if (!parse(command, environment)) return 0
  const { all = false, update = false } = command.opts<{ all?: boolean; update?: boolean }>()
  const wrong = command.args.find((name) => !names.includes(name))
  if (wrong !== undefined) {
    throw new CommandError(`unrecognized stage "${wrong}"`, `the stages are ${names.join(', ')}`, 2)
  }
  const wanted = stages.filter(({ name, onDemand }) =>
    command.args.length === 0 ? !onDemand : command.args.includes(name),
  )
  if (update && !wanted.some(({ updates }) => updates)) {
    const known = stages.filter(({ updates }) => updates).map(({ name }) => name)
    throw new CommandError('no stage of these has anything to update', `name ${known.join(', ')}`, 2)
  }

  const results = new Map<string, Tally>()
  for (const stage of wanted) {
    if (!all && !stage.quick && sum([...results.values()]).failed > 0 && onlyQuick(stages, results)) break
    environment.stdout.write(`\n== ${stage.name}\n`)
    results.set(stage.name, await resultOf(stage, environment, { update }))
    if (environment.signal.aborted) break
  }
  return report(environment, wanted, results)
}

/** Whether all that has run is quick: a slow stage that failed does not keep the other slow ones from running. */
function onlyQuick(stages: readonly Stage[], results: ReadonlyMap<string, Tally>): boolean {
  return stages.every(({ name, quick }) => quick || !results.has(name))
}

/** A stage that cannot run (no browser to be had) has failed once, and says why. */
async function resultOf(stage: Stage, environment: Environment, options: StageOptions): Promise<Tally> {
  try {
    return await stage.run(environment, options)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    environment.stderr.write(sentences(error))
    return { passed: 0, failed: 1 }
  }
}

function report(
  environment: Environment,
  wanted: readonly Stage[],
  results: ReadonlyMap<string, Tally>,
): number {
  const { stdout } = environment
  stdout.write('\n')
  for (const { name } of wanted) {
    const tally = results.get(name)
    stdout.write(
      `${name.padEnd(12)}${tally ? `${tally.passed} passed, ${tally.failed} failed` : 'not run'}\n`,
    )
  }
  const total = sum([...results.values()])
  stdout.write(`${total.passed} passed, ${total.failed} failed\n`)
  return total.failed > 0 || results.size < wanted.length ? 1 : 0
}
