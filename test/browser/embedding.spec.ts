/** A lesson in a frame of somebody's page, on another origin. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from '@playwright/test'
import { test } from './hosts.ts'

test('a reader of a course page runs a cell of the lesson that stands in it', async ({
  page,
  host,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium isolates a frame by itself')
  const lessons = await host({ headers: true, basePath: '' })
  const course = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(
      `<h1>My course</h1><iframe src="${lessons}/lessons/first-table/" width="900" height="700"></iframe>`,
    )
  })
  await new Promise<void>((resolve) => course.listen(0, 'localhost', resolve))
  try {
    await page.goto(`http://localhost:${(course.address() as AddressInfo).port}/`)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('button', { name: 'Run cell 1', exact: true }).click()
    await expect(frame.getByRole('region', { name: /^Cell 1,.*, done/ })).toBeVisible()
  } finally {
    course.close()
  }
})
