/** A learner works in several sessions: who waits for whom, the way out, and what each session is. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

const SHELF = `CREATE TABLE shelf (item text PRIMARY KEY, qty int);
INSERT INTO shelf VALUES ('tea', 12), ('salt', 3);`

/** Takes one of an item, in a transaction that stays open. */
const take = (item: string) => `BEGIN;\nUPDATE shelf SET qty = qty - 1 WHERE item = '${item}';`

/** A lesson with a table, and bob, in whose session cell 3 runs. */
async function withBob(lesson: LessonPage): Promise<void> {
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, SHELF)
  await lesson.addSession('bob')
  await lesson.runIn(3, 'bob')
}

test('a cell waits, says for whom and for what, leads to the cell that frees it, and goes on', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await expect(lesson.session('main')).toContainText('postgres=#')
  await lesson.writeAndRun(2, take('tea'))
  await expect(lesson.session('main')).toContainText('in transaction')
  await expect(lesson.session('main')).toContainText('postgres=*#')

  await lesson.writeAndRun(3, `UPDATE shelf SET qty = qty - 2 WHERE item = 'tea' RETURNING qty;`, 'waiting')
  await expect(lesson.cell(3)).toContainText(/bob waits for main \(A\): row lock on shelf, \d+ s/)
  await expect(lesson.session('bob')).toContainText('waits for main')
  await expect(page.getByRole('status')).toHaveText('cell 3 waits for main (A)')

  // Other cells stay usable, those of the session that is waited for first of all.
  await lesson.cell(3).getByRole('button', { name: 'Go to main’s next cell, 4' }).click()
  await expect(lesson.run(4)).toBeFocused()
  await expect(lesson.cell(4)).toBeInViewport()
  await lesson.writeAndRun(4, 'COMMIT;')
  await lesson.untilCell(3, 'done')
  await expect(lesson.cell(3).getByRole('cell', { name: '9', exact: true })).toBeVisible()
  await expect(lesson.cell(3)).toContainText(/waited \d+ s, then/)
  await expect(lesson.session('bob')).toContainText('idle')
})

test('Stop ends a wait; the failed block offers ROLLBACK, and the prompt tells each step', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await lesson.writeAndRun(2, take('tea'))
  await lesson.writeAndRun(3, take('tea'), 'waiting')
  await lesson.cell(3).getByRole('button', { name: 'Stop cell 3' }).click()
  await lesson.untilCell(3, 'stopped')
  await expect(lesson.session('bob')).toContainText('failed')
  await expect(lesson.session('bob')).toContainText('postgres=!#')
  await expect(lesson.cell(3)).toContainText('bob’s transaction has failed: only ROLLBACK is accepted.')
  await lesson.cell(3).getByRole('button', { name: 'Run ROLLBACK' }).click()
  await expect(lesson.session('bob')).toContainText('postgres=#')
  await expect(lesson.cell(3).getByRole('button', { name: 'Run ROLLBACK' })).toHaveCount(0)
})

test('a cell behind one that waits is queued, and says so', async ({ page }) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await lesson.runIn(5, 'bob')
  await lesson.writeAndRun(2, take('tea'))
  await lesson.writeAndRun(3, take('tea'), 'waiting')
  await lesson.writeAndRun(5, 'SELECT 5 AS five;', 'queued')
  await expect(lesson.cell(5)).toContainText('queued, behind cell 3, which waits')
  await lesson.writeAndRun(4, 'ROLLBACK;')
  await lesson.untilCell(3, 'done')
  await lesson.untilCell(5, 'done')
})

test('of two sessions in a deadlock one gets 40P01, and the other goes on', async ({ page }) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await lesson.runIn(5, 'bob')
  await lesson.writeAndRun(2, take('tea'))
  await lesson.writeAndRun(3, take('salt'))
  await lesson.writeAndRun(4, `UPDATE shelf SET qty = 0 WHERE item = 'salt';`, 'waiting')
  await lesson.write(5, `UPDATE shelf SET qty = 0 WHERE item = 'tea';`)
  await page.keyboard.press('ControlOrMeta+Enter')
  const victim = page.getByRole('region', { name: /^Cell [45], .*, failed$/ })
  const other = page.getByRole('region', { name: /^Cell [45], .*, done$/ })
  await expect(victim).toContainText('deadlock detected')
  await expect(victim).toContainText('SQLSTATE 40P01')
  await expect(other).toHaveCount(1)
})

test('a session is added by keyboard, closed with what it had open, connected again, and removed', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, SHELF)
  await page.getByRole('button', { name: /^Session main:/ }).press('Enter')
  await page.getByRole('button', { name: 'Add a session' }).press('Enter')
  const name = page.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await name.fill('main')
  await page.keyboard.press('Enter')
  await expect(name).toHaveAccessibleDescription('There is a session “main” already.')
  await name.fill('bob')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await lesson.runIn(3, 'bob')
  await lesson.writeAndRun(3, take('tea'))

  await lesson.session('bob').getByRole('button', { name: 'More of session bob' }).click()
  await expect(lesson.session('bob')).toContainText('its open transaction is rolled back')
  await lesson.session('bob').getByRole('button', { name: 'Close bob' }).click()
  await expect(lesson.session('bob')).toContainText('closed')
  await lesson.writeAndRun(2, `UPDATE shelf SET qty = qty - 5 WHERE item = 'tea' RETURNING qty;`)
  await expect(lesson.cell(2).getByRole('cell', { name: '7', exact: true })).toBeVisible()

  await lesson.session('bob').getByRole('button', { name: 'Reconnect bob' }).click()
  await expect(lesson.session('bob')).toContainText('postgres=#')
  await lesson.session('bob').getByRole('button', { name: 'Remove bob' }).click()
  await expect(lesson.cell(3)).toHaveAccessibleName(/^Cell 3, main,/)
  await expect(lesson.session('bob')).toHaveCount(0)
})

test('run all stops at a wait that the lesson does not speak of, and leads to the cell', async ({ page }) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await lesson.write(2, take('tea'))
  await lesson.write(3, take('tea'))
  await page.getByRole('button', { name: 'Run all' }).click()
  // Cell 1 makes a table that is there already.
  await page.getByRole('button', { name: 'Continue with cell 2' }).click()
  await expect(page.getByRole('status')).toHaveText(
    'Stopped at cell 3. It waits for main (A), which the lesson does not say. 14 cells not run.',
  )
  await lesson.untilCell(3, 'waiting')
  await page.getByRole('button', { name: 'Go there' }).click()
  await expect(lesson.cell(3)).toBeInViewport()
})

test('run all goes on past the waits that a lesson declares', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open('two-writers')
  await page.getByRole('button', { name: 'Run all' }).click()
  await expect(page.locator('#bob-waits')).toContainText(/waited \d+ s, then/)
  await expect(page.getByText(/^(\d+) of \1 cells$/)).toBeVisible()
  await expect(page.locator('[data-state=failed]')).toHaveCount(0)
})

test('a phone shows the sessions at its foot, and all of them in a sheet', { tag: '@phone-only' }, async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open('two-writers')
  const peek = page.getByRole('button', { name: /Transactions$/ })
  await expect(peek).toBeInViewport()
  await peek.click()
  const sheet = page.getByRole('dialog', { name: 'Transactions' })
  await sheet.getByRole('button', { name: 'More of session postgres' }).click()
  await sheet.getByRole('button', { name: 'Connect postgres' }).click()
  await expect(sheet.getByText('postgres=#')).toBeVisible()
  await sheet.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(peek).toBeFocused()
  await expect(peek).toContainText('postgres=#')
})

test('a crash is said, PostgreSQL recovers, and the next run finds what was committed', async ({ page }) => {
  const lesson = new LessonPage(page)
  await withBob(lesson)
  await lesson.writeAndRun(3, take('salt'))
  // A superuser may declare a C function with wrong types, and follow a pointer to nowhere, on any PostgreSQL.
  const crash = `CREATE FUNCTION crash(int) RETURNS cstring LANGUAGE internal STRICT AS 'textout';\nSELECT crash(-16);`
  await lesson.writeAndRun(2, crash, 'failed')
  await expect(page.getByText('PostgreSQL has crashed and recovered.', { exact: true })).toBeVisible()
  await expect(lesson.session('bob')).not.toContainText('in transaction')
  await lesson.writeAndRun(2, 'SELECT sum(qty) FROM shelf;')
  await expect(lesson.cell(2).getByRole('cell', { name: '15', exact: true })).toBeVisible()
})
