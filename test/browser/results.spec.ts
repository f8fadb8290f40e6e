/** A learner looks at results: NULL is no text, long values open, a hundred thousand rows scroll. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

test('NULL, the empty text and blanks at an end can be told apart', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT NULL::text AS nothing, '' AS empty, 'two  ' AS blanks, 1.50 AS number;`)
  const row = lesson.cell(1).getByRole('row').nth(1)
  await expect(row.getByRole('cell').nth(0)).toHaveText('NULL')
  await expect(row.getByRole('img', { name: 'empty text' })).toBeVisible()
  await expect(row.getByRole('img', { name: '2 blanks' })).toBeVisible()
  await expect(row.getByRole('cell').nth(3)).toHaveCSS('text-align', 'end')
})

test('a long value is shortened, and all of it is one press away', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT 1 AS id, repeat('0123456789', 50) AS digits;`)
  await lesson
    .cell(1)
    .getByRole('button', { name: /show all 500 characters/ })
    .click()
  const whole = lesson.cell(1).getByRole('region', { name: 'Whole value of digits, row 1' })
  await expect(whole.locator('pre')).toHaveText('0123456789'.repeat(50))
  await whole.getByRole('button', { name: /^Close/ }).click()
  await expect(whole).toHaveCount(0)
})

test('100,000 rows are counted and scrolled while few are in the page', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  const columns = Array.from({ length: 9 }, (_, index) => `n * ${index + 2} AS c${index}`).join(', ')
  await lesson.writeAndRun(1, `SELECT n, ${columns} FROM generate_series(1, 100000) n;`)
  const table = lesson.cell(1).getByRole('table')
  await expect(lesson.cell(1).getByText('100,000 rows', { exact: true })).toBeVisible()
  await expect(table).toHaveAttribute('aria-rowcount', '100001')
  expect(await table.getByRole('row').count()).toBeLessThan(100)
  await lesson.cell(1).getByRole('region', { name: 'Result, 100,000 rows' }).focus()
  await page.keyboard.press('End')
  await expect(table.getByRole('cell', { name: '100000', exact: true })).toBeVisible()
})

test('an error that the lesson expects is calm, another one is not', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await page.getByRole('button', { name: 'Run all' }).click()
  await expect(page.getByText('The lesson expects this error.').first()).toBeVisible()
  await expect(page.locator('[data-state=failed]')).toHaveCount(0)
  await lesson.writeAndRun(1, 'SELEC 1;', 'failed')
  await expect(lesson.cell(1)).toHaveAttribute('data-state', 'failed')
  await expect(lesson.cell(1).getByText('LINE 1: SELEC 1;')).toBeVisible()
})
