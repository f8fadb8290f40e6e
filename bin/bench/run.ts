/** `npm run bench`: speed, memory and size as ratios against references that are measured in the same run. */
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { InvalidArgumentError } from 'commander'
import { readLessons } from '../../lib/lesson/node.ts'
import { ensureBrowser } from '../browser/install.ts'
import { buildSite } from '../build/build-site.ts'
import { CommandError, type Environment } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { listen } from '../serve/listen.ts'
import { site } from '../serve/site.ts'
import { buildPages } from './build-pages.ts'
import { visitLesson } from './lesson-page.ts'
import { noSamples, rowsOf } from './rows.ts'
import { table, verdict } from './table.ts'
import { type Visit, visit } from './visit.ts'

export async function run(environment: Environment): Promise<number> {
  const command = commandLine('npm run bench --', 'Measures speed, memory and size.', environment).option(
    '--rounds <number>',
    'how often everything is measured; medians are shown',
    roundsOption,
    5,
  )
  if (!parse(command, environment)) return 0
  const { rounds } = command.opts<{ rounds: number }>()
  const { root, stdout } = environment

  const browser = await ensureBrowser(environment)
  const [lessons, pages] = [join(root, 'out'), join(root, 'build', 'bench')]
  await buildSite({ ...environment, env: { ...environment.env, BASE_PATH: '' } }, lessons)
  await buildPages(root, pages)
  const servers = await Promise.all(
    [lessons, pages].map((folder) => listen('127.0.0.1', 0, site(folder, { basePath: '' }))),
  )
  try {
    const [lessonHost, pageHost] = servers.map((server) => server.url)
    const lessonAddress = `${lessonHost}/lessons/${await firstLesson(root)}/`
    const samples = noSamples()
    // Interleaved, so that whatever else the machine does meets all alike.
    for (let round = 1; round <= rounds; round++) {
      stdout.write(`round ${round} of ${rounds} …\n`)
      const open = (path: string): Promise<Visit> => visit(browser, pageHost + path)
      samples.stockInitdb.push(await open('/stock.html'))
      samples.stockSnapshot.push(await open('/stock.html?snapshot'))
      samples.ours.push(await open('/ours.html'))
      samples.stockSelect.push(await open('/stock.html?snapshot&select-one'))
      samples.oursSelect.push(await open('/ours.html?select-one'))
      samples.lesson.push(await visitLesson(browser, lessonAddress, lessons))
      environment.signal.throwIfAborted()
    }
    const rows = rowsOf(samples)
    stdout.write(`\n${table(rows)}\n${surroundings(rounds)}\n`)
    return rows.some((row) => verdict(row) === 'missed') ? 1 : 0
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

async function firstLesson(root: string): Promise<string> {
  const { lessons } = await readLessons(join(root, 'lessons'))
  const [first] = lessons
  if (!first)
    throw new CommandError('there is no lesson to measure', 'npm test says what is wrong with the lessons')
  return first.slug
}

function surroundings(rounds: number): string {
  const cores = cpus().length
  const load = loadavg()[0] ?? 0
  const busy = load > cores ? ' Other programs keep this machine busy: measure again when it is quiet.' : ''
  return `Medians of ${rounds} rounds, a fresh browser each, ${cores} cores, load ${load.toFixed(1)}.${busy}`
}

function roundsOption(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value))
    throw new InvalidArgumentError('Rounds are a whole number from 1 to 9999.')
  return Number(value)
}
