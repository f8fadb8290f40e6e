/** A learner chooses a theme: it is remembered, and the page never flashes in the other. */
import { expect, test } from '@playwright/test'

test.use({ colorScheme: 'light' })

test('a dark page is dark from its first paint on, after a reload too', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  const dark = 'rgb(18, 21, 27)'
  await expect(page.locator('body')).toHaveCSS('background-color', dark)

  await page.addInitScript(() => {
    // The first frame that could be painted with a body in it.
    const look = () => {
      if (document.body)
        document.documentElement.dataset.firstPaint = getComputedStyle(document.body).backgroundColor
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-first-paint', dark)
})

test('the system decides again when the choice is taken back', async ({ page }) => {
  await page.goto('/')
  for (const choice of ['Dark', 'As the system']) {
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: choice }).click()
  }
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
})
