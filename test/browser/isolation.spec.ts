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

for (const basePath of ['', '/some/path']) {
  const where = basePath === '' ? 'at the root' : `under ${basePath}`

  test(`a host that sends the headers, ${where}: isolated at the first load, without a service worker`, async ({
    page,
    host,
  }) => {
    const seen = watch(page)
    await page.goto(`${await host({ headers: true, basePath })}/`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await isolated(page)).toBe(true)
    await page.getByRole('link', { name: /./ }).first().click()
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
    expect(seen).toEqual({ loads: 1, problems: [] })
  })

  test(`a host that sends no headers, ${where}: one reload isolates the page, and later visits need none`, async ({
    page,
    context,
    host,
  }) => {
    const address = `${await host({ headers: false, basePath })}/`
    const seen = watch(page)
    await page.goto(address)
    await page.waitForFunction(() => crossOriginIsolated)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(seen).toEqual({ loads: 2, problems: [] })

    const second = await context.newPage()
    const seenSecond = watch(second)
    await second.goto(address)
    expect(await isolated(second)).toBe(true)
    await second.reload()
    expect(await isolated(second)).toBe(true)
    expect(seenSecond).toEqual({ loads: 2, problems: [] })
  })
}

test.describe('where service workers are refused', () => {
  test.use({ serviceWorkers: 'block' })

  test('the page is loaded once, stays readable, and goes on without', async ({ page, host }) => {
    const seen = watch(page)
    await page.goto(`${await host({ headers: false, basePath: '' })}/`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
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
  await page.goto(`${address}/`)
  await reloaded
  await page.waitForLoadState('networkidle')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(seen.loads).toBe(2)
})

test('with JavaScript switched off the page can be read', async ({ browser, host }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${await host({ headers: true, basePath: '' })}/`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await context.close()
})
