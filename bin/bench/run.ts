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
import { visitLongTimeline } from './panel/long-timeline.ts'
import { PanelBench } from './panel/panel-bench.ts'
import { PythonBench } from './python/python-bench.ts'
import { memoryRows } from './rows/memory.ts'
import { panelRows } from './rows/panel.ts'
import { pythonRows } from './rows/python.ts'
import { scriptRows } from './rows/scripts.ts'
import { sessionRows } from './rows/sessions.ts'
import { startRows } from './rows/start.ts'
import { tcpRows } from './rows/tcp.ts'
import { type PageName, pages, Samples } from './samples.ts'
import { table, verdict } from './table.ts'
import { TcpBench } from './tcp/tcp-bench.ts'
import { visit } from './visit.ts'

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
  const [lessonFolder, pageFolder] = [join(root, 'out'), join(root, 'build', 'bench')]
  await buildSite({ ...environment, env: { ...environment.env, BASE_PATH: '' } }, lessonFolder)
  await buildPages(root, pageFolder)
  const tcp = await TcpBench.start(environment)
  if (tcp === null) stdout.write('pgbench is not installed: nothing is measured over TCP.\n')
  const panel = await PanelBench.start()
  const python = await PythonBench.start(environment)
  const [lessonHost, pageHost] = await Promise.all(
    [lessonFolder, pageFolder].map((folder) => listen('127.0.0.1', 0, site(folder, { basePath: '' }))),
  )
  try {
    const lessonAddress = `${lessonHost?.url}/lessons/${await firstLesson(root)}/`
    const samples = new Samples()
    for (let round = 1; round <= rounds; round++) {
      stdout.write(`round ${round} of ${rounds} …\n`)
      for (const name of Object.keys(pages) as PageName[])
        samples.visits[name].push(await visit(browser, `${pageHost?.url}${pages[name]}`))
      samples.lessons.push(await visitLesson(browser, lessonAddress, lessonFolder))
      samples.journals.push(await panel.measure())
      samples.timelines.push(await visitLongTimeline(browser, lessonAddress))
      samples.pythons.push(await python.measure())
      if (tcp) samples.tcp.push(await tcp.measure())
      environment.signal.throwIfAborted()
    }
    const rows = [startRows, memoryRows, sessionRows, panelRows, pythonRows, tcpRows, scriptRows].flatMap(
      (part) => part(samples),
    )
    stdout.write(`\n${table(rows)}\n${surroundings(rounds)}\n`)
    return rows.some((row) => verdict(row) === 'missed') ? 1 : 0
  } finally {
    await Promise.all([lessonHost?.close(), pageHost?.close(), tcp?.stop(), panel.stop(), python.stop()])
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
