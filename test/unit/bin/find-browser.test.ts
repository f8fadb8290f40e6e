import { describe, expect, it } from 'vitest'
import { findBrowser, type Machine } from '../../../bin/browser/find.ts'

function machine(programs: string[], changes: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isProgram: (path) => programs.includes(path),
    playwrightPath: '/home/a/.cache/ms-playwright/chromium-1/chrome',
    ...changes,
  }
}

describe('finding a browser', () => {
  it.each<[string, Machine, string]>([
    ['on the PATH', machine(['/usr/bin/chromium']), '/usr/bin/chromium'],
    [
      'Chrome before Chromium',
      machine(['/usr/bin/chromium', '/usr/bin/google-chrome']),
      '/usr/bin/google-chrome',
    ],
    ['the usual place', machine(['/opt/google/chrome/chrome']), '/opt/google/chrome/chrome'],
    [
      'Playwright’s own, last',
      machine(['/home/a/.cache/ms-playwright/chromium-1/chrome']),
      '/home/a/.cache/ms-playwright/chromium-1/chrome',
    ],
    [
      'on macOS',
      machine(['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'], { platform: 'darwin' }),
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    [
      'on Windows',
      machine(['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'], {
        platform: 'win32',
        env: { PROGRAMFILES: 'C:\\Program Files' },
      }),
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    [
      'CHROME_PATH before all',
      machine(['/my/chrome', '/usr/bin/chromium'], { env: { CHROME_PATH: '/my/chrome', PATH: '/usr/bin' } }),
      '/my/chrome',
    ],
  ])('finds it %s', (_where, where, path) => {
    expect(findBrowser(where)).toBe(path)
  })

  it('finds none', () => {
    expect(findBrowser(machine([]))).toBeNull()
  })

  it('says that CHROME_PATH leads nowhere', () => {
    const there = machine(['/usr/bin/chromium'], { env: { CHROME_PATH: '/my/chrome', PATH: '/usr/bin' } })
    expect(() => findBrowser(there)).toThrow('CHROME_PATH is "/my/chrome", but there is no program')
  })
})
