/** A visitor reads: without JavaScript, on a phone, on paper. */
import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { parseLesson } from '../../lib/lesson/parse.ts'
import { LessonPage } from './lesson-page.ts'

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a visitor reads the whole lesson, its code and what it prints', async ({ page }) => {
    const { lesson } = parseLesson('lessons/first-table.md', await readFile('lessons/first-table.md', 'utf8'))
    await page.goto('/lessons/first-table/')
    await expect(page.getByRole('heading', { level: 1, name: lesson?.title ?? '' })).toBeVisible()
    for (const { text } of lesson?.outline ?? []) {
      await expect(page.getByRole('heading', { name: text, exact: true })).toBeVisible()
    }
    const text = await page.getByRole('main').textContent()
    for (const cell of lesson?.cells ?? []) {
      for (const line of cell.source.split('\n')) expect(text).toContain(line.trim())
    }
    const printed = page.getByText('What it prints')
    await expect(printed).toHaveCount(lesson?.cells.filter(({ output }) => output !== null).length ?? 0)
    await printed.first().click()
    await expect(page.getByRole('region', { name: 'What it prints' }).first()).toContainText(
      'Hello from PostgreSQL',
    )
  })

  test('a visitor sees no button that could not work', async ({ page }) => {
    await page.goto('/lessons/first-table/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button')).toHaveCount(0)
    await expect(page.getByText('Without JavaScript the whole lesson can be read')).toBeVisible()
  })

  test('a visitor finds the lesson in the catalogue', async ({ page }) => {
    await page.goto('/')
    await page.getByRole('link', { name: 'A server, a table, a transaction', exact: true }).click()
    await expect(page).toHaveURL(/\/lessons\/first-table\/$/)
  })
})

test('nothing is wider than the page', { tag: '@phone' }, async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT n, repeat('wide ', 30) AS text, now() FROM generate_series(1, 3) n;`)
  await lesson.writeAndRun(2, `SELECT ${'one_more_column_that_is_not_there, '.repeat(6)} 1;`, 'failed')
  await expect(lesson.cell(2).getByText('ERROR:')).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
})

test('the page does not jump while it comes alive and editors take the place of text', {
  tag: '@phone',
}, async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  for (const number of [2, 4, 6, 8]) {
    await lesson.cell(number).scrollIntoViewIfNeeded()
    await expect(lesson.editor(number)).toBeVisible()
  }
  const shifts = await page.evaluate(() => (window as Window & { shifts?: number[] }).shifts ?? [])
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.01)
})

test('on a phone every control is large enough for a finger', { tag: '@phone-only' }, async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  for (const control of await page.getByRole('button').all()) {
    const box = await control.boundingBox()
    if (box)
      expect
        .soft(Math.min(box.width, box.height), (await control.textContent()) ?? '')
        .toBeGreaterThanOrEqual(44)
  }
  const [run, cell] = await Promise.all([lesson.run(1).boundingBox(), lesson.cell(1).boundingBox()])
  expect(cell?.x).toBe(0)
  expect((run?.x ?? 0) + (run?.width ?? 0)).toBeGreaterThan(360)
})

test('on paper everything is unfolded and nothing is to press', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByText('Hello from PostgreSQL').last()).toBeVisible()
})
