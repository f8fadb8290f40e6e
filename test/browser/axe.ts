/** What axe, a checker of accessibility rules, says of a page. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** In both themes: what is open stays open when the theme changes, and only what has to do with colour can be another. */
export async function expectNoViolations(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await violations(new AxeBuilder({ page })), 'in the light theme').toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  const colours = new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block'])
  expect(await violations(colours), 'in the dark theme').toEqual([])
}

async function violations(builder: AxeBuilder) {
  const { violations } = await builder.analyze()
  return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target) }))
}
