/** The page's Python with our psycopg2 beside a real one with the real psycopg2, on the same server. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { startServer } from '../../../lib/postgres/host/node.ts'
import { startKernel } from '../../../lib/python/host/node.ts'
import type { PythonKernel } from '../../../lib/python/kernel.ts'
import { runProcess } from '../../child-process.ts'
import { CommandError, type Environment } from '../../command.ts'
import { Front } from '../../postgres/front.ts'

/** Milliseconds. */
export interface PythonTimes {
  /** execute and fetchone of SELECT 1. */
  selectOne: number
  /** execute and fetchall of 10,000 rows of 5 columns. */
  fetchAll: number
  /** execute_values of as many. */
  insertValues: number
}

export interface PythonResult {
  ours: PythonTimes
  /** Null where Debian's python3-psycopg2 is not installed. */
  real: PythonTimes | null
}

const REAL_PYTHON = '/usr/bin/python3'
const LOGIN = 'dbname=postgres user=postgres'

export class PythonBench {
  private readonly server = startServer({ maxConnections: 8 })
  private readonly listener = createServer({ noDelay: true })
  private readonly kernel: PythonKernel = startKernel({ server: async () => this.server })
  private cells = 0

  private constructor(
    private readonly environment: Environment,
    private readonly program: string,
  ) {}

  static async start(environment: Environment): Promise<PythonBench> {
    const path = join(environment.root, 'bin', 'bench', 'python', 'statements.py')
    const bench = new PythonBench(environment, await readFile(path, 'utf8'))
    const front = new Front(bench.server)
    bench.listener.on('connection', (socket) => front.accept(socket))
    bench.listener.listen(0, '127.0.0.1')
    await Promise.all([once(bench.listener, 'listening'), bench.server.ready, bench.kernel.ready])
    await bench.run(bench.program)
    return bench
  }

  async measure(): Promise<PythonResult> {
    const ours = JSON.parse(await this.run(`print(measure("${LOGIN}"))`)) as PythonTimes
    return { ours, real: await this.measureReal() }
  }

  async stop(): Promise<void> {
    this.listener.close()
    await this.kernel.dispose()
    await this.server.stop({ immediate: true })
  }

  private async measureReal(): Promise<PythonTimes | null> {
    const { env, root, signal } = this.environment
    const { port } = this.listener.address() as AddressInfo
    const program = `${this.program}\nprint(measure("${LOGIN} host=127.0.0.1 port=${port}"))\n`
    const { code, output } = await runProcess(REAL_PYTHON, ['-c', program], { cwd: root, env, signal })
    if (code === 0) return JSON.parse(output) as PythonTimes
    if (/No module named .psycopg2|ENOENT/.test(output)) return null
    throw new CommandError('Python could not be measured', output)
  }

  /** What the cell prints. */
  private async run(source: string): Promise<string> {
    let text = ''
    const count = ++this.cells
    const result = await this.kernel.run({ id: `cell-${count}`, count, source }, (event) => {
      if (event.type === 'more') text += event.text
      if (event.type === 'output' && 'text' in event.output) text += event.output.text
    })
    if (result.outcome !== 'ok') throw new CommandError('Python could not be measured', text)
    return text
  }
}
