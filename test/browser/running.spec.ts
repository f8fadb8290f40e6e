/** A learner runs cells: early, all of them, too long ones, broken ones, and again after a restart or a reload. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

const ENDLESS = 'SELECT count(*) FROM generate_series(1, 99999) a, generate_series(1, 99999) b;'

test('a Run that is pressed while PostgreSQL still loads is kept, and answered', async ({ page }) => {
  const lesson = new LessonPage(page)
  await page.goto('/lessons/first-table/')
  await lesson.run(1).click()
  await expect(lesson.cell(1).getByRole('cell', { name: 'Hello from PostgreSQL' })).toBeVisible()
})

test('a Run that is pressed before the page has come alive is kept, and answered', async ({ page }) => {
  const lesson = new LessonPage(page)
  let release = () => {}
  const pressed = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await pressed
    await route.continue()
  })
  await page.goto('/lessons/first-table/', { waitUntil: 'commit' })
  await lesson.run(1).click()
  release()
  await expect(lesson.cell(1).getByRole('cell', { name: 'Hello from PostgreSQL' })).toBeVisible()
})

test('a Run that is pressed in the very moment in which the page comes alive is kept, and answered', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await page.addInitScript(() => {
    // The page takes what was pressed early: from now on it must hear presses itself.
    addEventListener('DOMContentLoaded', () => {
      const take = globalThis.takeEarlyRuns
      globalThis.takeEarlyRuns = () => {
        queueMicrotask(() => document.querySelector<HTMLElement>('[data-run]')?.click())
        return take?.() ?? []
      }
    })
  })
  await page.goto('/lessons/first-table/')
  await expect(lesson.cell(1).getByRole('cell', { name: 'Hello from PostgreSQL' })).toBeVisible()
})

test('run all stops at the first error that the lesson does not expect, says what was not run, and goes on', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.write(2, 'SELEC 2;')
  await page.getByRole('button', { name: 'Run all' }).click()
  await expect(page.getByRole('status')).toHaveText('Stopped at cell 2. 15 cells not run.')
  await lesson.write(2, 'SELECT 2;')
  await page.getByRole('button', { name: 'Continue with cell 3' }).click()
  await expect(page.getByText('17 of 17 cells')).toBeVisible()
})

test('Stop ends an endless query; the session lives, and its transaction block has failed', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.write(1, `BEGIN;\n${ENDLESS}`)
  await page.keyboard.press('ControlOrMeta+Enter')
  await lesson.cell(1).getByRole('button', { name: 'Stop cell 1' }).click()
  await expect(lesson.cell(1).getByText('canceling statement due to user request')).toBeVisible()
  await expect(lesson.cell(1).getByText(/only ROLLBACK is accepted/)).toBeVisible()
  await lesson.writeAndRun(1, 'SELECT 1;', 'failed')
  await expect(lesson.cell(1).getByText('SQLSTATE 25P02')).toBeVisible()
  await lesson.writeAndRun(1, `ROLLBACK;\nSELECT 'still here' AS word;`)
  await expect(lesson.cell(1).getByRole('cell', { name: 'still here' })).toBeVisible()
})

test('a restart gives a fresh server and clears outputs; the text stays', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(
    1,
    `CREATE TABLE IF NOT EXISTS mine (a int);\nINSERT INTO mine VALUES (7) RETURNING a;`,
  )
  await expect(lesson.cell(1).getByRole('cell', { name: '7' })).toBeVisible()
  await page.getByRole('button', { name: 'Restart' }).click()
  await page.getByRole('menuitem', { name: 'The database' }).click()
  await expect(lesson.cell(1).getByRole('cell', { name: '7' })).toHaveCount(0)
  await expect(lesson.editor(1)).toContainText('INSERT INTO mine')
  await lesson.writeAndRun(1, 'SELECT count(*) AS tables FROM pg_tables WHERE tablename = $$mine$$;')
  await expect(lesson.cell(1).getByRole('cell', { name: '0', exact: true })).toBeVisible()
})

test('a reload in the middle of a query loses no text, and outputs are back, marked as old', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT 'before the reload' AS word;`)
  await lesson.write(2, ENDLESS)
  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(lesson.cell(2).getByRole('button', { name: 'Stop cell 2' })).toBeVisible()
  await page.keyboard.type('-- typed just now')
  await page.reload()
  await expect(lesson.cell(1).getByText('from your last visit')).toBeVisible()
  await expect(lesson.cell(1).getByRole('cell', { name: 'before the reload' })).toBeVisible()
  await expect(lesson.editor(2)).toContainText('-- typed just now')
  await lesson
    .cell(1)
    .getByRole('button', { name: /^Run to here/ })
    .click()
  await expect(lesson.cell(1).getByText('from your last visit')).toHaveCount(0)
})

test('a cell that ends its own backend says so, and the next run connects anew', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, 'SELECT pg_terminate_backend(pg_backend_pid());', 'failed')
  await expect(lesson.cell(1).getByText('terminating connection due to administrator command')).toBeVisible()
  await lesson.writeAndRun(1, `SELECT 'back' AS word;`)
  await expect(lesson.cell(1).getByRole('cell', { name: 'back' })).toBeVisible()
})

test('a megabyte of text is run and kept', async ({ page }) => {
  const lesson = new LessonPage(page)
  await lesson.open()
  await lesson.untilReady()
  await lesson.writeAndRun(1, `SELECT length('${'x'.repeat(1_000_000)}') AS n;`)
  await expect(lesson.cell(1).getByRole('cell', { name: '1000000' })).toBeVisible()
  await page.reload()
  await expect(lesson.cell(1).getByText('from your last visit')).toBeVisible()
  await lesson.run(1).click()
  await expect(lesson.cell(1).getByText('from your last visit')).toHaveCount(0)
  await expect(lesson.cell(1).getByRole('cell', { name: '1000000' })).toBeVisible()
})
