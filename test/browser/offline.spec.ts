/** The network goes away, and the lesson goes on. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

test('a page that has come to rest needs no network any more', async ({ page, context }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await page.waitForLoadState('networkidle')
  await context.setOffline(true)
  await lesson.writeAndRun(1, 'SELECT n FROM generate_series(1, 1000) n;')
  await expect(lesson.cell(1).getByRole('region', { name: 'Result, 1,000 rows' })).toBeVisible()
  await lesson.writeAndRun(2, 'SELEC 1;', 'failed')
  await expect(lesson.cell(2).getByText('syntax error')).toBeVisible()
  await page.getByRole('button', { name: 'Show transactions' }).click()
  await page.getByRole('tab', { name: 'Locks' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Locks' })).toBeVisible()
})

test('what a page has not fetched ahead comes when the network is back', async ({ page, context }) => {
  // Who pays for data is spared what nobody has asked for yet.
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } }),
  )
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.writeAndRun(1, 'SELECT 1;')
  await expect(lesson.cell(1).getByText('1 row', { exact: true })).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Show transactions' }).click()
  await lesson.writeAndRun(1, 'SELECT 2;')
  await expect(page.getByRole('tab', { name: 'Locks' })).toHaveCount(0)
  await context.setOffline(false)
  await expect(page.getByRole('tab', { name: 'Locks' })).toBeVisible()
})
