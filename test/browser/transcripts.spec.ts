/** Sessions together, on the server in a page: each transcript is the one that a real PostgreSQL gave. */
import { test as base, expect, type Page } from '@playwright/test'
import { listen } from '../../bin/serve/listen.ts'
import { site } from '../../bin/serve/site.ts'
import { buildPage } from '../transcripts/page/build.ts'
import { readExpected, readSpec, specNames } from '../transcripts/specs.ts'

/** One page, and one server in it, for all specs. */
const test = base.extend<object, { transcriber: Page }>({
  transcriber: [
    async ({ browser }, use) => {
      const folder = 'build/transcripts-page'
      await buildPage('.', folder)
      const server = await listen('127.0.0.1', 0, site(folder, { basePath: '' }))
      const page = await browser.newPage()
      await page.goto(`${server.url}/`)
      await use(page)
      await page.close()
      await server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

for (const name of specNames) {
  test(`two people at two terminals see in a page what they see elsewhere: ${name}`, async ({
    transcriber,
  }) => {
    const transcript = await transcriber.evaluate(([file, text]) => window.transcribe(file, text), [
      `${name}.spec`,
      await readSpec(name),
    ] as const)
    expect(transcript).toBe(await readExpected(name))
  })
}
