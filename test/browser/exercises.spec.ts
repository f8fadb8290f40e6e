/** Questions and exercises, as a learner answers them. */
import { expect, test } from '@playwright/test'
import { LessonPage } from './lesson-page.ts'

test('a reader sees a diagram when they come to it, and can read its text', async ({ page }) => {
  await page.goto('/lessons/deadlock/')
  const text = page.getByText('flowchart LR')
  await text.scrollIntoViewIfNeeded()
  await expect(page.getByRole('img', { name: /^Diagram/ })).toBeVisible()
  await expect(text).toBeHidden()
  await page.getByText('The diagram as text').click()
  await expect(text).toBeVisible()
})

test('a learner guesses wrong, reads why, and finds the answer; then does an exercise at the second try', async ({
  page,
}) => {
  const lesson = new LessonPage(page)
  await lesson.open('life-of-a-row')
  const details = page.locator('details', { hasText: 'Three answers' }).first()
  await details.locator('summary').first().click()
  const quiz = details.getByRole('group', { name: 'Take one answer' })
  await expect(quiz.getByRole('button', { name: 'Check' })).toBeDisabled()
  await quiz.getByLabel('The one column.').check()
  await quiz.getByRole('button', { name: 'Check' }).click()
  await expect(quiz.getByText('Not so. Try another one.')).toBeVisible()
  await expect(quiz.getByText('There is no place for it')).toBeVisible()
  await expect(quiz.getByText('So many small updates')).toBeHidden()
  await quiz.getByLabel('A new version of the whole row.').check()
  await quiz.getByRole('button', { name: 'Check' }).click()
  await expect(quiz.getByText('Right.', { exact: true })).toBeVisible()
  await expect(quiz.getByText('So many small updates')).toBeVisible()

  const exercise = page.getByRole('region', { name: 'Exercise', exact: true })
  await expect(exercise.getByText('run your answer, and it is checked')).toBeVisible()
  const solution = await page
    .locator('details', { hasText: 'A solution' })
    .last()
    .locator('pre')
    .textContent()
  const number = await page.getByRole('region', { name: /^Cell \d+,/ }).count()
  await lesson.cell(number).scrollIntoViewIfNeeded()
  await lesson.cell(number).getByRole('button', { name: /^More/ }).click()
  await page.getByRole('menuitem', { name: 'Run to here' }).click()
  await expect(exercise.getByText('Not yet.')).toBeVisible({ timeout: 60_000 })
  await expect(exercise.getByText('Everybody should have 5 points')).toBeVisible()
  await lesson.writeAndRun(number, solution ?? '')
  await expect(exercise.getByText('Right.', { exact: true })).toBeVisible()
  await expect(exercise.getByText('2 tries')).toBeVisible()

  await page.reload()
  await expect(exercise.getByText('You have done this exercise.')).toBeVisible()
})
