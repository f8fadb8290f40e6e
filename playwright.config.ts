/** Browser tests: the exported site, served as `npm start` serves it, in an installed Chrome or Chromium. */
import { cpus } from 'node:os'
import { defineConfig } from '@playwright/test'
import { findBrowser } from './bin/browser/find.ts'
import { thisMachine } from './bin/browser/machine.ts'
import { freePort } from './bin/serve/free-port.ts'

/** Chosen once: the processes that run tests inherit it. */
process.env.TEST_PORT ??= String(await freePort())
const port = Number(process.env.TEST_PORT)
const executablePath = findBrowser(thisMachine(process.env))

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // A page with PostgreSQL in it keeps a core busy while it starts, and waits for its reader most of the time.
  workers: Math.max(1, cpus().length),
  // Upper bounds for a machine that is busy with other things: what passes is not slower for them.
  timeout: 240_000,
  expect: { timeout: 90_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: ['--disable-gpu'] },
    // A trace costs as much as the page itself; `npx playwright test --trace on NAME` shows one.
    trace: 'off',
  },
  projects: [
    { name: 'desktop', grepInvert: /@phone-only/, use: { viewport: { width: 1280, height: 800 } } },
    {
      // What must also hold on a phone says so: test('…', { tag: '@phone' }, …); what a pointer needs not, '@phone-only'.
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
  webServer: {
    command: `npm start -- --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    timeout: 240_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
})
