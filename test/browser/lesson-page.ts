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

  /** Waits until Python answers a Run at once; a Python cell must be near the view. */
  async untilPython(): Promise<void> {
    await expect(this.page.getByText('Python is ready')).toBeVisible()
  }

  /** Cells count from 1, as in their names. */
  cell(number: number): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^Cell ${number},`) })
  }

  editor(number: number): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^cell ${number}, (session .*, SQL|Python)$`) })
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

  /** Writes, runs by keyboard, and waits until the run has ended, or waits, in one of these states. */
  async writeAndRun(number: number, text: string, state: CellState = 'done'): Promise<void> {
    await this.write(number, text)
    await this.page.keyboard.press('ControlOrMeta+Enter')
    await this.untilCell(number, state)
  }

  async untilCell(number: number, state: CellState): Promise<void> {
    const name = new RegExp(`^Cell ${number}, (.*, SQL|Python), ${state}$`)
    await expect(this.page.getByRole('region', { name })).toBeVisible()
  }

  /** Adds a session to a lesson that has one; it has the role and the database that the form proposes. */
  async addSession(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Session main:/ }).click()
    await this.page.getByRole('button', { name: 'Add a session' }).click()
    await this.page.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.page.getByRole('button', { name: 'Add session' }).click()
    await this.page.keyboard.press('Escape')
    await expect(this.session(name)).toBeVisible()
  }

  /** Lets a cell run in another session from now on. */
  async runIn(number: number, session: string): Promise<void> {
    await this.cell(number)
      .getByRole('button', { name: new RegExp(`^Session of cell ${number}:`) })
      .click()
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${session}`) }).click()
    await expect(this.cell(number)).toHaveAccessibleName(new RegExp(`^Cell ${number}, ${session},`))
  }

  /** A session in the list beside the text. */
  session(name: string): Locator {
    return this.page
      .getByRole('region', { name: 'Sessions' })
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('button', { name: `More of session ${name}` }) })
  }
}

/** The last word of a cell's name. */
type CellState = 'done' | 'failed' | 'stopped' | 'waiting' | 'queued'
