/** `lessons check`: its options, and which server, which form and how often they mean. */
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Environment, Run } from '../command.ts'
import { type CheckOrder, checkAll } from './check.ts'
import type { LessonHost } from './hosts/host.ts'
import { ourServers } from './hosts/our-servers.ts'
import { realClusters } from './hosts/real-clusters.ts'
import { isServerAddress, serverElsewhere } from './hosts/server-elsewhere.ts'
import { reporters } from './report/reporter.ts'
import { watchLessons } from './watch.ts'

interface CheckOptions {
  update: boolean
  limit: number
  watch: boolean
  format: keyof typeof reporters
  /** True without an address. */
  against?: string | true
}

/** Adds the subcommand; `chosen` is called with what is then to be done. */
export function addCheck(program: Command, chosen: (work: Run) => void): void {
  program
    .command('check')
    .summary('run lessons and compare')
    .description(
      'Runs every cell of every lesson in order, in a fresh server each, and compares outputs and errors with what ' +
        'the lesson says. Ends with 1 if something is not as written, with 2 if it was called wrongly.',
    )
    .argument('[files...]', 'lessons, or folders of them; without any, all lessons')
    .option('--update', 'write down what PostgreSQL printed, and show the difference', false)
    .option('--limit <seconds>', 'how long one cell may take', seconds, 60)
    .option(
      '--against [address]',
      'check on a real PostgreSQL: postgres://localhost:5432, or without an address one that is made for it',
    )
    .addOption(
      new Option('--format <form>', 'how to tell: to a person, as JSON, as annotations of GitHub')
        .choices(Object.keys(reporters))
        .default('text'),
    )
    .option('--watch', 'go on, and check each lesson again when it is saved', false)
    .action((files: string[], options: CheckOptions) => {
      chosen((environment) => check(files, options, environment))
    })
}

function seconds(value: string): number {
  const number = Number(value)
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError('It is a number of seconds, above 0.')
  return number
}

async function check(
  files: readonly string[],
  options: CheckOptions,
  environment: Environment,
): Promise<number> {
  const { against, limit, update, watch, format } = options
  // The word behind `--against` may be the first file.
  const isFile = typeof against === 'string' && !isServerAddress(against)
  const order: CheckOrder = {
    files: isFile ? [against, ...files] : files,
    host: await hostOf(isFile ? true : against, environment),
    limitSeconds: limit,
    update,
    reporter: () => reporters[format](environment.stdout),
  }
  return watch ? watchLessons(order, environment) : (await checkAll(order, environment)).code
}

async function hostOf(against: CheckOptions['against'], environment: Environment): Promise<LessonHost> {
  if (against === undefined) return ourServers()
  return against === true ? realClusters(environment) : serverElsewhere(against)
}
