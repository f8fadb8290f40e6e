/** `npm run build`: makes `out/`, the whole site as files that any static host can serve. */
import { resolve } from 'node:path'
import type { Environment } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { buildSite } from './build-site.ts'

export async function run(environment: Environment): Promise<number> {
  const command = commandLine(
    'npm run build --',
    'Builds the site. BASE_PATH=/some/path builds it for a sub-path.',
    environment,
  ).option('--out <folder>', 'where the site is made', 'out')
  if (!parse(command, environment)) return 0
  const folder = resolve(environment.root, command.opts<{ out: string }>().out)
  await buildSite(environment, folder)
  environment.stdout.write(`The site is in ${folder}\n`)
  return 0
}
