/** The export on hosts that we do not run: pages become isolated, workers start, nothing breaks the policy, no loop. */
import { expect, type Page } from '@playwright/test'
import { test } from './hosts.ts'

/** What went wrong in a page, and how often it was loaded. */
function watch(page: Page) {
  const seen = { loads: 0, problems: [] as string[] }
  page.on('domcontentloaded', () => {
    seen.loads += 1
  })
  page.on('pageerror', (error) => seen.problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') seen.problems.push(`${message.text()} ${message.location().url}`)
  })
  return seen
}

function isolated(page: Page): Promise<boolean> {
  return page.evaluate(() => crossOriginIsolated)
}

/** Runs the first cell of a lesson: the engine comes, its workers start, and PostgreSQL answers. */
async function runFirstCell(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/lessons/first-table/`)
  await page.getByRole('button', { name: 'Run cell 1', exact: true }).click()
  await expect(page.getByRole('region', { name: /^Cell 1,.*, done/ })).toBeVisible()
}

/** At the root everything else is tested: `npm start` sends the headers. */
const basePath = '/some/path'

test('a host that sends the headers, below a path: isolated at the first load, without a service worker', async ({
  page,
  host,
}) => {
  const seen = watch(page)
  await runFirstCell(page, await host({ headers: true, basePath }))
  expect(await isolated(page)).toBe(true)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
  expect(seen).toEqual({ loads: 1, problems: [] })
})

test('a host that sends no headers, below a path: one reload isolates the page, and later visits need none', async ({
  page,
  context,
  host,
}) => {
  const address = await host({ headers: false, basePath })
  const seen = watch(page)
  await page.goto(`${address}/`)
  await page.waitForFunction(() => crossOriginIsolated)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(seen).toEqual({ loads: 2, problems: [] })

  const second = await context.newPage()
  const seenSecond = watch(second)
  await runFirstCell(second, address)
  expect(await isolated(second)).toBe(true)
  await second.reload()
  expect(await isolated(second)).toBe(true)
  expect(seenSecond).toEqual({ loads: 2, problems: [] })
})

test.describe('where service workers are refused', () => {
  test.use({ serviceWorkers: 'block' })

  test('a lesson is loaded once, can be read, and says why its cells do not run', async ({ page, host }) => {
    const seen = watch(page)
    await page.goto(`${await host({ headers: false, basePath: '' })}/lessons/first-table/`)
    await expect(page.getByText(/^Cells cannot run here, because/).first()).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await isolated(page)).toBe(false)
    expect(seen.loads).toBe(1)
  })
})

test('a host that strips the headers even from the worker’s answers is reloaded once and no more', async ({
  page,
  host,
}) => {
  const address = await host({ headers: false, basePath: '' })
  // Such a worker is none: it changes nothing.
  await page.context().route('**/isolation-worker.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: 'self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))',
    }),
  )
  const seen = watch(page)
  const reloaded = page.waitForEvent('domcontentloaded', { predicate: () => seen.loads >= 2 })
  await page.goto(`${address}/lessons/first-table/`)
  await reloaded
  await expect(page.getByText(/^Cells cannot run here, because/).first()).toBeVisible()
  expect(seen.loads).toBe(2)
})

test('with JavaScript switched off the page can be read', async ({ browser, host }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${await host({ headers: true, basePath: '' })}/lessons/first-table/`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText("SELECT 'Hello from PostgreSQL' AS greeting;")).toBeVisible()
  await context.close()
})
