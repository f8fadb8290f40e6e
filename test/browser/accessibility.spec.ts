/** No page breaks a rule that axe knows, in either theme, at rest and with outputs of every kind. */
import { expect, test } from '@playwright/test'
import { expectNoViolations } from './axe.ts'
import { LessonPage } from './lesson-page.ts'

// Colours change at once: axe must not see one on its way to the other.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('the catalogue', { tag: '@phone' }, async ({ page }) => {
  await page.goto('/')
  await expectNoViolations(page)
})

test('a page that does not exist', async ({ page }) => {
  await page.goto('/no-such-page/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNoViolations(page)
})

test('a lesson before anything has run', { tag: '@phone' }, async ({ page }) => {
  await new LessonPage(page).open()
  await expectNoViolations(page)
})

test('a lesson with tables, errors, notices, old outputs and an open menu', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT NULL, '', ' x ', repeat('long ', 90), 1.5;`)
  await lesson.writeAndRun(2, 'SELECT titel FROM (SELECT 1 AS title) t;', 'failed')
  await lesson.writeAndRun(3, 'DROP TABLE IF EXISTS nowhere; BEGIN;')
  await lesson.writeAndRun(4, 'SELECT * FROM generate_series(1, 1000) n;')
  await lesson.writeAndRun(5, 'EXPLAIN SELECT 1;')
  // No word: completion of one would come when it has loaded, over the menu or not.
  await page.keyboard.type(';')
  await lesson.cell(5).getByRole('button', { name: 'More for cell 5' }).click()
  await expectNoViolations(page)
})

test('sessions: one waits, one has failed, details and the form for another are open', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.addSession('bob')
  await lesson.runIn(3, 'bob')
  await lesson.writeAndRun(2, 'BEGIN;\nSELECT pg_advisory_lock(1);')
  await lesson.writeAndRun(3, 'BEGIN;\nSELECT 1 / 0;', 'failed')
  await expect(lesson.cell(3).getByRole('button', { name: 'Run ROLLBACK' })).toBeVisible()
  await expectNoViolations(page)
  await lesson.writeAndRun(3, 'ROLLBACK;\nSELECT pg_advisory_lock(1);', 'waiting')
  await lesson.session('bob').getByRole('button', { name: 'More of session bob' }).click()
  await expectNoViolations(page)
  await page.getByRole('button', { name: 'Add a session' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('')
  await page.getByRole('button', { name: 'Add session' }).click()
  await expectNoViolations(page)
})

test('a lesson with several sessions', { tag: '@phone' }, async ({ page }) => {
  await new LessonPage(page).open('until-commit')
  await expectNoViolations(page)
})
