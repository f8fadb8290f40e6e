/** The transaction panel: what is pending, what became of it, and a way through it by keys, by links and on a phone. */
import { expect, type Page, test } from '@playwright/test'
import { expectNoViolations } from './axe.ts'
import { LessonPage } from './lesson-page.ts'

// Colours change at once: axe must not see one on its way to the other.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

const SHELF = `CREATE TABLE shelf (item text PRIMARY KEY, qty int);
INSERT INTO shelf VALUES ('tea', 12), ('salt', 3);`

function panelOf(page: Page) {
  return page.getByRole('region', { name: 'Transactions' })
}

test('changes are pending, then committed or rolled back, explain themselves, and can be looked back at', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  const panel = panelOf(page)
  await lesson.open()
  await lesson.untilReady()
  // A lesson with one session starts with the panel folded.
  await expect(panel).toHaveCount(0)
  await lesson.writeAndRun(1, SHELF)
  await page.keyboard.press('Alt+t')
  await expect(panel).toBeFocused()

  await lesson.writeAndRun(2, `BEGIN;\nUPDATE shelf SET qty = qty - 3 WHERE item = 'tea';`)
  const pending = panel.getByRole('button', { name: 'pending update' })
  await expect(pending).toBeVisible()
  await expect(panel.getByRole('tab', { name: 'Changes (1 pending)' })).toBeVisible()
  await expect(
    panel.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'pending update' }) }),
  ).toContainText(/tea qty 12 +9 ?Only main sees it/)
  await expect(lesson.session('main')).toContainText('1 change pending, read committed')
  await pending.press('Enter')
  await expect(panel).toContainText('main at #4: shelf tea: qty 12 → 9 · pending.')
  await expect(panel.getByRole('link', { name: 'PostgreSQL manual, 3.4. Transactions' })).toBeVisible()

  await lesson.writeAndRun(3, 'COMMIT;')
  await expect(panel.getByRole('button', { name: 'committed update' })).toBeVisible()
  await expect(pending).toHaveCount(0)
  await expect(panel).toContainText('Committed at #5 by main. New snapshots see it.')

  await lesson.writeAndRun(4, `BEGIN;\nDELETE FROM shelf WHERE item = 'salt';\nROLLBACK;`)
  const rolledBack = panel.getByRole('button', { name: 'rolled back delete' })
  await expect(rolledBack).toBeVisible()
  await expect(panel.locator('s')).toContainText(['item salt qty 3'])
  await expect(panel).toContainText('Rolled back at #8: ROLLBACK.')

  // A failed block says why, and offers the way out.
  await lesson.writeAndRun(5, `BEGIN;\nINSERT INTO shelf VALUES ('mate', 1);\nSELECT 1 / 0;`, 'failed')
  await expect(lesson.session('main')).toContainText(
    '#11 failed: division by zero (22012). Only ROLLBACK is accepted.',
  )
  await expectNoViolations(page)
  await lesson.session('main').getByRole('button', { name: 'Run ROLLBACK' }).click()
  await expect(panel.getByRole('button', { name: 'rolled back insert' })).toBeVisible()
  await expect(lesson.session('main')).toContainText('idle')

  // One cursor: statement, cell and rows; looking back is marked, and left by one key.
  await panel.getByRole('button', { name: '#4 by main: go to its cell' }).first().click()
  await expect(lesson.run(2)).toBeFocused()
  await panel.getByRole('button', { name: 'Look back to #4' }).first().click()
  await expect(panel).toContainText('Past: as it was after #4.')
  await expect(pending).toBeVisible()
  await expect(rolledBack).toHaveCount(0)
  await expect(lesson.session('main')).toContainText('in transaction')
  await expectNoViolations(page)
  await page.keyboard.press('Escape')
  await expect(panel).not.toContainText('Past:')
  await expect(rolledBack).toBeVisible()

  // The plain table, one key away.
  await panel.getByRole('tab', { name: /^Changes/ }).focus()
  await page.keyboard.press('End')
  await expect(panel.getByRole('tab', { name: 'History' })).toBeFocused()
  const line = panel
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'Statement 4: choose it' }) })
  await expect(line).toContainText('shelf tea: qty 12 → 9 · committed')
  await expect(line).toContainText('everybody')
  await expectNoViolations(page)

  // Paper has no panel: the table stands below the lesson.
  await page.emulateMedia({ media: 'print' })
  const printed = page.getByRole('region', { name: 'What has happened' })
  await expect(
    printed.getByRole('row', { name: /^Statement 4: .*shelf tea: qty 12 → 9 · committed/ }),
  ).toBeVisible()
})

test('the panel is folded and made wider, by keys and by pointer, and the browser remembers', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  const panel = panelOf(page)
  await lesson.open('until-commit')
  await expect(panel).toContainText('Nothing has been run yet.')
  const width = () => panel.evaluate((element) => element.clientWidth)
  const before = await width()
  const edge = page.getByRole('separator', { name: 'Width of the transaction panel' })
  await edge.press('ArrowLeft')
  await expect.poll(width).toBeGreaterThan(before)
  const box = await edge.boundingBox()
  if (!box) throw new Error('the edge has no place')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + 1, middle)
  await page.mouse.down()
  await page.mouse.move(box.x + 101, middle)
  await page.mouse.up()
  await expect.poll(width).toBeLessThan(before - 50)
  const dragged = await width()
  await page.reload()
  await expect.poll(width).toBe(dragged)
  await edge.press('Enter')
  await expect.poll(width).toBe(before)

  // A link of the text opens what was folded, and Escape gives the light back.
  await panel.getByRole('button', { name: 'Fold' }).click()
  await expect(panel).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Show transactions' })).toBeVisible()
  await page.getByRole('link', { name: 'the changes' }).first().click()
  await expect(panel).toBeFocused()
  await expect(panel).toHaveAttribute('data-lit')
  await expect(page.getByRole('status')).toHaveText('Lit up in the transaction panel: the whole panel')
  await page.getByRole('link', { name: 'her name' }).click()
  const alice = lesson.session('alice')
  await expect(alice).toBeFocused()
  await expect(alice).toHaveAttribute('data-lit')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(alice).not.toHaveAttribute('data-lit')
})

test('a change of 100,000 rows is counted at once and read by the page', async ({ page }) => {
  const lesson = new LessonPage(page)
  const panel = panelOf(page)
  await lesson.open()
  await page.getByRole('button', { name: 'Show transactions' }).click()
  await lesson.writeAndRun(1, 'CREATE TABLE visit (n int PRIMARY KEY, page text);')
  await lesson.writeAndRun(
    2,
    `BEGIN;\nINSERT INTO visit SELECT n, 'page ' || n FROM generate_series(1, 100000) n;`,
  )
  const block = panel
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: 'pending insert of 100,000 rows' }) })
  await expect(block).toContainText('1 to 5 of 100,000')
  await expect(block).toContainText('n 1 page page 1')
  await expect(panel.getByRole('row', { name: 'pending 100,000 0 0' })).toBeVisible()
  await block.getByRole('button', { name: 'Next' }).click()
  await expect(block).toContainText('n 6 page page 6')
  await block.getByRole('button', { name: 'Last' }).click()
  await expect(block).toContainText('99,996 to 100,000 of 100,000')
  await expect(block).toContainText('n 100000 page page 100000')
})

test('a serialization failure offers its transaction again, from BEGIN', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, SHELF)
  await lesson.addSession('bob')
  await lesson.runIn(3, 'bob')
  await lesson.runIn(4, 'bob')
  await lesson.writeAndRun(3, 'BEGIN ISOLATION LEVEL REPEATABLE READ;\nSELECT * FROM shelf;')
  await lesson.writeAndRun(2, `UPDATE shelf SET qty = 0 WHERE item = 'tea';`)
  await lesson.writeAndRun(4, `UPDATE shelf SET qty = qty - 1 WHERE item = 'tea' RETURNING qty;`, 'failed')
  await lesson.session('bob').getByRole('button', { name: 'Run again from BEGIN: bob’s 2 cells' }).click()
  await lesson.untilCell(4, 'done')
  await expect(lesson.cell(4).getByRole('cell', { name: '-1', exact: true })).toBeVisible()
  await expect(lesson.session('bob')).toContainText('1 change pending, repeatable read')
})

test('on a phone a bar opens the panel as a sheet, and so does a link', { tag: '@phone-only' }, async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open('until-commit')
  await lesson.untilReady()
  await page.getByRole('link', { name: 'the changes' }).first().click()
  const sheet = page.getByRole('dialog', { name: 'Transactions' })
  await expect(sheet).toContainText('Nothing has been run yet.')
  await sheet.getByRole('button', { name: 'Close' }).click()
  await lesson.run(1).click()
  await lesson.untilCell(1, 'done')
  await page.getByRole('button', { name: /Transactions$/ }).click()
  await expect(sheet.getByRole('tab', { name: 'Changes' })).toBeVisible()
  await expect(sheet).toContainText('role alice')
  await expectNoViolations(page)
  await sheet
    .getByRole('button', { name: /^#\d+ by postgres: go to its cell$/ })
    .first()
    .click()
  await expect(sheet).toHaveCount(0)
  await expect(lesson.run(1)).toBeFocused()
})
