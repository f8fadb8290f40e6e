/** The site as `npm start` serves it: isolated, and nothing that the content security policy forbids. */
import { expect, test } from '@playwright/test'

test('a visitor opens the first page and the browser isolates it', async ({ page }) => {
  const violations: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text())
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
  expect(violations).toEqual([])
})
