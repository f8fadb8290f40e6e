/** Gets a Python with the real psycopg2, to compare ours with: Debian's, installed when it is asked for. */
import { runProcess } from '../child-process.ts'
import { CommandError, type Environment } from '../command.ts'

/** The system's Python, for which Debian's packages are; another one may come first in PATH. */
const systemPython = '/usr/bin/python3'

/** A Python that can import psycopg2: the one in REAL_PSYCOPG2, else the system's. */
export async function ensureRealPsycopg2(environment: Environment): Promise<string> {
  const { root, env, signal, stdout } = environment
  const python = env.REAL_PSYCOPG2 ?? systemPython
  const hasIt = async () =>
    (await runProcess(python, ['-c', 'import psycopg2'], { cwd: root, env, signal })).code === 0
  if (await hasIt()) return python
  stdout.write('Installing the real psycopg2 to compare with …\n')
  const settings = { ...env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'python3-psycopg2']]) {
    const { output } = await runProcess('apt-get', args, { cwd: root, env: settings, signal })
    stdout.write(output)
  }
  if (await hasIt()) return python
  throw new CommandError(
    'there is no real psycopg2 to compare with',
    'install it (Debian: apt-get install python3-psycopg2), or set REAL_PSYCOPG2 to a python3 that has it',
  )
}
