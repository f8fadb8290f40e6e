/** Finds a Chrome or Chromium that is installed already. */
import { delimiter, join } from 'node:path'
import { CommandError } from '../command.ts'

/** What the search looks at; tests hand in another machine. */
export interface Machine {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** Whether a program stands at this path. */
  isProgram: (path: string) => boolean
  /** Where Playwright would have put its own, whether it did or not. */
  playwrightPath: string
}

/** Names on the PATH, the most usual first. */
const names = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
]

/**
 * The browser's path; null when there is none. In this order: CHROME_PATH, names on the PATH, the usual places of the
 * system, Playwright's own. A CHROME_PATH that leads nowhere is a mistake, not a reason to look elsewhere.
 */
export function findBrowser(machine: Machine): string | null {
  const named = machine.env.CHROME_PATH
  if (named !== undefined && named !== '') {
    if (machine.isProgram(named)) return named
    throw new CommandError(
      `CHROME_PATH is "${named}", but there is no program`,
      'correct it, or unset it to search',
    )
  }
  return candidates(machine).find(machine.isProgram) ?? null
}

function candidates({ platform, env, playwrightPath }: Machine): string[] {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '')
  const suffix = platform === 'win32' ? '.exe' : ''
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name + suffix))),
    ...usualPlaces(platform, env),
    playwrightPath,
  ]
}

function usualPlaces(platform: NodeJS.Platform, env: Machine['env']): string[] {
  switch (platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Google Chrome Canary'].flatMap((name) =>
        ['/Applications', `${env.HOME ?? ''}/Applications`].map(
          (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
        ),
      )
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
          `${folder}\\Chromium\\Application\\chrome.exe`,
          `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
        ])
    default:
      return [
        '/opt/google/chrome/chrome',
        '/usr/lib/chromium/chromium',
        '/snap/bin/chromium',
        '/usr/bin/chromium',
      ]
  }
}
