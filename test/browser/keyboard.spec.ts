/** A learner without a mouse does everything. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

test('Shift+Enter runs a cell and goes to the next, Ctrl+Enter runs and stays', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.editor(1).focus()
  await page.keyboard.press('Shift+Enter')
  await expect(lesson.editor(2)).toBeFocused()
  await expect(lesson.cell(1).getByRole('cell', { name: 'Hello from PostgreSQL' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(lesson.editor(2)).toBeFocused()
  await expect(lesson.cell(2).getByRole('table')).toBeVisible()
})

test('Alt+Enter does nothing', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  const starter = (await lesson.editor(1).textContent()) ?? ''
  await lesson.editor(1).focus()
  await page.keyboard.press('Alt+Enter')
  await expect(lesson.editor(1)).toHaveText(starter)
  await expect(lesson.cell(1)).toHaveAccessibleName(/not run yet/)
})

test('Tab walks through an editor, indents for who writes, and leaves after Escape', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.run(1).focus()
  await page.keyboard.press('Tab')
  await expect(lesson.editor(1)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(lesson.editor(1)).not.toBeFocused()

  await lesson.run(1).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.type('\n')
  await page.keyboard.press('Tab')
  await expect(lesson.editor(1)).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(lesson.editor(1)).not.toBeFocused()
})

test('a menu opens, is walked through, and gives the focus back', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  const button = lesson.cell(1).getByRole('button', { name: 'More for cell 1' })
  await button.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: /Run to here/ })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: /Copy the SQL/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})

test('the first Tab leads past the bar to the lesson', async ({ page }) => {
  await page.goto('/lessons/first-table/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'To the lesson' })).toBeFocused()
})

test('a screen reader hears one sentence when a cell ends', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, 'SELECT n FROM generate_series(1, 4) n;')
  await expect(page.getByRole('status')).toHaveText('cell 1 done, 4 rows')
  await lesson.writeAndRun(2, 'SELECT * FROM nowhere;', 'failed')
  await expect(page.getByRole('status')).toHaveText('cell 2 failed: relation "nowhere" does not exist')
})
