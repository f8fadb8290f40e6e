/** Gets PGlite's own TCP server to compare with: fetched when it is asked for and never a dependency. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '../../child-process.ts'
import { CommandError, type Environment } from '../../command.ts'

const packageName = '@electric-sql/pglite-socket'
const version = '0.2.17'

/** The path of its program, which takes the PGlite that the project has installed. */
export async function ensurePgliteSocket(environment: Environment): Promise<string> {
  const { root, env, signal, stdout } = environment
  const folder = join(root, 'build', 'pglite-socket', version)
  const program = join(folder, 'node_modules', packageName, 'dist', 'scripts', 'server.js')
  if (existsSync(program)) return program
  stdout.write(`Installing ${packageName} to compare with …\n`)
  await mkdir(folder, { recursive: true })
  // Its peers are every extension of PGlite, and another patch release of PGlite itself.
  const options = ['--prefix', folder, '--legacy-peer-deps', '--no-audit', '--no-fund']
  const args = ['install', ...options, `${packageName}@${version}`]
  const { code, output } = await runProcess('npm', args, { cwd: folder, env, signal })
  if (code !== 0) {
    stdout.write(output)
    throw new CommandError(`${packageName} could not be installed`, 'what npm said stands above')
  }
  return program
}
