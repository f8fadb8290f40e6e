/** A lesson as its reader meets it: cells by number, their editors, buttons and outputs by the names that people hear. */
import { expect, type Locator, type Page } from '@playwright/test'

export class LessonPage {
  constructor(readonly page: Page) {}

  /** Opens a lesson and waits until cells can be typed in. */
  async open(slug = 'first-table'): Promise<void> {
    await this.page.goto(`/lessons/${slug}/`)
    await expect(this.editor(1)).toBeVisible()
  }

  /** Waits until a Run is answered at once. */
  async untilReady(): Promise<void> {
    await expect(this.page.getByText('PostgreSQL is ready')).toBeVisible()
  }

  /** Cells count from 1, as in their names. */
  cell(number: number): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^Cell ${number},`) })
  }

  editor(number: number): Locator {
    return this.page.getByRole('textbox', { name: `cell ${number}, session main, SQL` })
  }

  run(number: number): Locator {
    return this.cell(number).getByRole('button', {
      name: new RegExp(`^Run( again| selection)? cell ${number}$`),
    })
  }

  /** Replaces the text of a cell as a person would: click, select all, type. */
  async write(number: number, text: string): Promise<void> {
    // An editor is mounted when it comes near the view.
    await this.cell(number).scrollIntoViewIfNeeded()
    await this.editor(number).click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  /** Writes, runs by keyboard, and waits until the run has ended in one of these states. */
  async writeAndRun(
    number: number,
    text: string,
    state: 'done' | 'failed' | 'stopped' = 'done',
  ): Promise<void> {
    await this.write(number, text)
    await this.page.keyboard.press('ControlOrMeta+Enter')
    await expect(this.page.getByRole('region', { name: `Cell ${number}, main, SQL, ${state}` })).toBeVisible()
  }
}
