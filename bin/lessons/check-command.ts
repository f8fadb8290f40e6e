/** `lessons check`: reads lessons, runs them, reports, and with `--update` writes outputs down. */
import { writeFile } from 'node:fs/promises'
import { availableParallelism, freemem } from 'node:os'
import { type Command, InvalidArgumentError } from 'commander'
import { formatDiagnostic } from '../../lib/lesson/diagnostic.ts'
import type { Diagnostic } from '../../lib/lesson/lesson.ts'
import type { Environment, Run } from '../command.ts'
import { checkLesson, type LessonReport } from './check-lesson.ts'
import { inOrder } from './in-order.ts'
import { type LoadedLesson, loadLessons } from './load.ts'
import { describeChange, describeLesson, describeSum } from './report.ts'
import { outputDiffers } from './rules.ts'
import { updateOutputs } from './update.ts'

/** What a server with some ten sessions may need, in bytes. */
const memoryOfServer = 1 << 30

interface CheckArguments {
  files: string[]
  update: boolean
  limit: number
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
    .option('--update', 'write down what was printed, and show the difference', false)
    .option('--limit <seconds>', 'how long one cell may take', seconds, 60)
    .action((files: string[], options: { update: boolean; limit: number }) => {
      chosen((environment) => check({ files, ...options }, environment))
    })
}

function seconds(value: string): number {
  const number = Number(value)
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError('It is a number of seconds, above 0.')
  return number
}

async function check({ files, update, limit }: CheckArguments, environment: Environment): Promise<number> {
  const { stdout, signal } = environment
  const loaded = await loadLessons(files, environment)
  const diagnostics: Diagnostic[] = []
  const tell = (found: readonly Diagnostic[]) => {
    diagnostics.push(...found)
    for (const diagnostic of found) stdout.write(`${formatDiagnostic(diagnostic)}\n`)
  }
  tell(loaded.diagnostics)
  const reports: LessonReport[] = []
  const checked = (lesson: LoadedLesson) => checkLesson(lesson, { limitSeconds: limit, signal })
  await inOrder(loaded.lessons, serversAtOnce(), checked, async (report, each) => {
    reports.push(report)
    tell(report.diagnostics.filter(({ rule }) => !(update && rule === outputDiffers.name)))
    if (update) await writeOutputs(each, report, environment)
    stdout.write(describeLesson(report, update))
  })
  stdout.write(describeSum(reports, diagnostics))
  return diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
}

/** One lesson computes while the other starts its server; where memory is short, one after the other. */
function serversAtOnce(): number {
  return availableParallelism() > 1 && freemem() > 2 * memoryOfServer ? 2 : 1
}

async function writeOutputs(
  loaded: LoadedLesson,
  report: LessonReport,
  { stdout }: Environment,
): Promise<void> {
  const { text, changes } = updateOutputs(loaded.text, report.printed)
  if (changes.length === 0) return
  await writeFile(loaded.path, text)
  for (const change of changes) stdout.write(describeChange(loaded.lesson, change))
}
