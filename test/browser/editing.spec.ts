/** A learner edits cells: nothing typed is lost, everything can be undone, what is selected runs alone. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

test('a click into the text before the editor is there puts the cursor where it was', async ({ page }) => {
  await page.goto('/lessons/first-table/')
  await page.getByText(`'Hello from PostgreSQL'`).click({ position: { x: 2, y: 8 } })
  const lesson = new LessonPage(page)
  await expect(lesson.editor(1)).toBeFocused()
  await page.keyboard.type('1, ')
  await expect(lesson.editor(1)).toHaveText(`SELECT 1, 'Hello from PostgreSQL' AS greeting;`)
})

test('a learner types, undoes, and finds text and undo again after a reload', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  const starter = (await lesson.editor(1).textContent()) ?? ''
  await lesson.editor(1).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' -- mine')
  await expect(lesson.editor(1)).toHaveText(`${starter} -- mine`)
  await page.reload()
  await expect(lesson.editor(1)).toHaveText(`${starter} -- mine`)
  await lesson.editor(1).click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(lesson.editor(1)).toHaveText(starter)
})

test('a learner resets the text of a cell, and takes that back', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  const starter = (await lesson.editor(1).textContent()) ?? ''
  await lesson.write(1, 'SELECT 1;')
  await lesson.cell(1).getByRole('button', { name: 'More for cell 1' }).click()
  await page.getByRole('menuitem', { name: /Reset this cell’s text/ }).click()
  await expect(lesson.editor(1)).toHaveText(starter)
  await lesson.editor(1).click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(lesson.editor(1)).toHaveText('SELECT 1;')
})

test('a learner runs the selection alone, and the button says so', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.write(1, 'SELECT 1 AS first;\nSELECT 2 AS second;')
  await page.keyboard.press('Shift+Home')
  await expect(lesson.run(1)).toContainText('Run selection')
  await lesson.run(1).click()
  await expect(lesson.cell(1).getByRole('columnheader', { name: /second/ })).toBeVisible()
  await expect(lesson.cell(1).getByRole('columnheader', { name: /first/ })).toHaveCount(0)
})

test('the token that PostgreSQL names is underlined, moves with edits, and is cleared by the next run', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT '🐘' AS elephant,\n       titel\nFROM (SELECT 1 AS title) t;`, 'failed')
  const mark = lesson.editor(1).locator('.tok-error')
  await expect(mark).toHaveText('titel')
  await page.keyboard.press('ControlOrMeta+Home')
  await page.keyboard.type('-- a line before\n')
  await expect(mark).toHaveText('titel')
  await lesson.writeAndRun(1, 'SELECT 1;')
  await expect(mark).toHaveCount(0)
})

test('an edit makes an output old, and undoing the edit makes it new again', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, 'SELECT 1;')
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' ')
  await expect(lesson.cell(1)).toContainText('edited since it ran')
  await page.keyboard.press('Backspace')
  await expect(lesson.cell(1)).not.toContainText('edited since it ran')
})

test('completion offers the columns of a table by its alias', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, 'CREATE TABLE shelf (item text, weight numeric);')
  await lesson.write(2, 'SELECT  FROM shelf s;')
  for (let times = 0; times < ' FROM shelf s;'.length; times += 1) await page.keyboard.press('ArrowLeft')
  const offered = page.getByRole('option', { name: /weight/ })
  // The schema is read in the background: what is typed once it is known is completed.
  await expect(async () => {
    await page.keyboard.type('s.')
    await expect(offered)
      .toBeVisible({ timeout: 1000 })
      .catch(async (error: unknown) => {
        await page.keyboard.press('Backspace')
        await page.keyboard.press('Backspace')
        throw error
      })
  }).toPass()
  await offered.click()
  await expect(lesson.editor(2)).toHaveText('SELECT s.weight FROM shelf s;')
})
