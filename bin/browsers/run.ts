/** `npm run browsers`: the built site in the browsers that `npm test` does not have. A missing browser is a failure. */
import { join } from 'node:path'
import { Option } from 'commander'
import { buildSite } from '../build/build-site.ts'
import { CommandError, type Environment, sentences } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { listen } from '../serve/listen.ts'
import { site } from '../serve/site.ts'
import { openFirefox } from './drivers/firefox.ts'
import { openWebKit } from './drivers/webkit.ts'
import { lesson, play } from './scenario.ts'
import type { Tab } from './tab.ts'

const browsers: Readonly<Record<string, (environment: Environment) => Promise<Tab>>> = {
  firefox: openFirefox,
  webkit: openWebKit,
}

export async function run(environment: Environment): Promise<number> {
  const command = commandLine(
    'npm run browsers --',
    'Runs a lesson with two sessions in Firefox and in WebKit.',
    environment,
  ).addOption(new Option('--only <browser>', 'one of them').choices(Object.keys(browsers)))
  if (!parse(command, environment)) return 0
  const { only } = command.opts<{ only?: string }>()
  const { root, env, stdout, signal } = environment
  const folder = join(root, 'out')
  await buildSite({ ...environment, env: { ...env, BASE_PATH: '' } }, folder)
  const server = await listen('127.0.0.1', 0, site(folder, { basePath: '' }))
  let failures = 0
  try {
    for (const [name, open] of Object.entries(browsers)) {
      if (only !== undefined && name !== only) continue
      signal.throwIfAborted()
      stdout.write(`${name}\n`)
      if (!(await plays(open, `${server.url}/lessons/${lesson}/`, environment))) failures++
    }
  } finally {
    await server.close()
  }
  stdout.write(`${failures === 0 ? 'all as it should be' : `${failures} failed`}\n`)
  return failures > 0 ? 1 : 0
}

async function plays(
  open: (environment: Environment) => Promise<Tab>,
  address: string,
  environment: Environment,
): Promise<boolean> {
  const { stdout } = environment
  let tab: Tab | null = null
  try {
    tab = await open(environment)
    stdout.write(`  ${tab.browser}\n`)
    await play(tab, address, (step) => stdout.write(`  ok: ${step}\n`))
    return true
  } catch (error) {
    stdout.write(`  FAILED: ${error instanceof CommandError ? sentences(error) : String(error)}\n`)
    return false
  } finally {
    await tab?.close()
  }
}
