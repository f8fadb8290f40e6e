/** A timeline with a thousand statements in the real page: how long its thread is kept busy in one go. */
import { type Browser, chromium, type Page } from '@playwright/test'
import { browserArguments } from '../visit.ts'

/** Milliseconds of the longest task; 0 where none took 50, which is when a browser speaks of a long task. */
export interface LongTimelineResult {
  /** While somebody scrolls from the end to the beginning. */
  scrolling: number
  /** While further statements come, one after the other. */
  coming: number
}

const STATEMENTS = 1000
/** Statements that come when the timeline is long. */
const FURTHER = 10
/** Turns of the wheel, and pixels of each. */
const TURNS = 80
const PIXELS = 1000
const LIMIT = 240_000

/** `address` is that of a lesson with one session, whose first cell can be written in. */
export async function visitLongTimeline(
  executablePath: string,
  address: string,
): Promise<LongTimelineResult> {
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const page = await openPanel(browser, address)
    const timeline = page.getByRole('grid', { name: /^Timeline/ })
    const untilStatement = (number: number) =>
      timeline.getByRole('columnheader', { name: String(number), exact: true }).waitFor()
    await write(page, `CREATE TABLE turns (n int);\nINSERT INTO turns VALUES (0);`)
    await page.keyboard.press('ControlOrMeta+Enter')
    await untilStatement(2)
    await write(page, 'UPDATE turns SET n = n + 1;\n'.repeat(STATEMENTS - 2))
    await page.keyboard.press('ControlOrMeta+Enter')
    await untilStatement(STATEMENTS)
    const scrolling = await longestTask(page, async () => {
      await timeline.getByRole('columnheader', { name: 'now' }).hover()
      for (let turn = 0; turn < TURNS; turn++) await turnWheel(page, -PIXELS)
      await untilStatement(1)
    })
    for (let turn = 0; turn < TURNS; turn++) await turnWheel(page, PIXELS)
    await write(page, 'UPDATE turns SET n = n + 1;')
    const coming = await longestTask(page, async () => {
      for (let number = STATEMENTS + 1; number <= STATEMENTS + FURTHER; number++) {
        await page.keyboard.press('ControlOrMeta+Enter')
        await untilStatement(number)
      }
    })
    return { scrolling, coming }
  } finally {
    await browser.close()
  }
}

async function openPanel(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(LIMIT)
  await page.goto(address)
  await page.getByText('PostgreSQL is ready').waitFor()
  await page.getByRole('button', { name: 'Show transactions' }).click()
  return page
}

/** Into the first cell, instead of what stands there; all at once, so that nothing is completed. */
async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^cell 1, session/ }).click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

async function turnWheel(page: Page, pixels: number): Promise<void> {
  await page.mouse.wheel(pixels, 0)
  await page.evaluate(() => new Promise(requestAnimationFrame))
}

/** Milliseconds of the longest task of the page's thread meanwhile; 0 without a long one. */
async function longestTask(page: Page, meanwhile: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration))
    })
    observer.observe({ type: 'longtask' })
    window.longTasks = { tasks, observer }
  })
  await meanwhile()
  return page.evaluate(() => {
    const { tasks = [], observer } = window.longTasks ?? {}
    tasks.push(...(observer?.takeRecords() ?? []).map(({ duration }) => duration))
    observer?.disconnect()
    return Math.max(0, ...tasks)
  })
}

declare global {
  interface Window {
    longTasks?: { tasks: number[]; observer: PerformanceObserver }
  }
}
