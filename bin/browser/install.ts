/** Gets a browser for the tests: an installed one, else Playwright's, else the system's package. */
import { join } from 'node:path'
import { runProcess } from '../child-process.ts'
import { CommandError, type Environment } from '../command.ts'
import { findBrowser } from './find.ts'
import { thisMachine } from './machine.ts'

/** Downloads that stand still are given up. */
const patience = 5 * 60_000

/** The path of a browser that starts. Throws a CommandError that says what to do when none can be had. */
export async function ensureBrowser(environment: Environment): Promise<string> {
  const installed = findBrowser(thisMachine(environment.env))
  if (installed !== null && (await starts(installed, environment))) return installed
  for (const attempt of [installFromPlaywright, installFromSystem]) {
    await attempt(environment)
    environment.signal.throwIfAborted()
    const browser = findBrowser(thisMachine(environment.env))
    if (browser !== null && (await starts(browser, environment))) return browser
  }
  throw new CommandError(
    'there is no Chrome or Chromium here, and none could be installed',
    'install one (https://www.google.com/chrome, or the package "chromium"), or set CHROME_PATH to where it is',
  )
}

/** A browser that lacks a library of the system is there, but does not start. Windows has no --version to ask. */
async function starts(browser: string, environment: Environment): Promise<boolean> {
  if (environment.platform === 'win32') return true
  const { code } = await runProcess(browser, ['--version'], {
    cwd: environment.root,
    env: environment.env,
    signal: AbortSignal.any([environment.signal, AbortSignal.timeout(60_000)]),
  })
  return code === 0
}

async function installFromPlaywright(environment: Environment): Promise<void> {
  environment.stdout.write('Installing Chromium by Playwright …\n')
  const cli = join(environment.root, 'node_modules', '@playwright', 'test', 'cli.js')
  const withSystemLibraries = isRootOnLinux(environment) ? ['--with-deps'] : []
  await install(environment, process.execPath, [cli, 'install', ...withSystemLibraries, 'chromium'])
}

async function installFromSystem(environment: Environment): Promise<void> {
  if (!isRootOnLinux(environment)) return
  environment.stdout.write('Installing the package chromium …\n')
  if (await install(environment, 'apt-get', ['update'])) {
    await install(environment, 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  }
}

async function install(environment: Environment, command: string, args: readonly string[]): Promise<boolean> {
  const { code } = await runProcess(command, args, {
    cwd: environment.root,
    env: { DEBIAN_FRONTEND: 'noninteractive', ...environment.env },
    signal: AbortSignal.any([environment.signal, AbortSignal.timeout(patience)]),
  })
  return code === 0
}

function isRootOnLinux(environment: Environment): boolean {
  return environment.platform === 'linux' && process.getuid?.() === 0
}
