/** The real lesson page: when Run works, when the first output shows, when a cell can be typed in, and what that loads. */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type CDPSession, chromium } from '@playwright/test'
import { browserArguments } from './visit.ts'

export interface LessonVisit {
  /** Milliseconds from navigation to the first output of a Run that was pressed as soon as it could be. */
  firstOutput: number
  /** kB of JavaScript, as gzip, that had arrived when Run worked, and when a cell could be typed in. */
  scriptsUntilRun: number
  scriptsUntilTyping: number
}

/** Milliseconds from navigation. */
interface Marks {
  /** A press of Run was taken. */
  runWorks?: number
  firstOutput?: number
  /** The first editor is there. */
  typing?: number
}

declare global {
  interface Window {
    lessonMarks?: Marks
  }
}

/** Visits a lesson, served from `folder` at `address`, twice in fresh browsers: to run a cell, and to type in one. */
export async function visitLesson(
  executablePath: string,
  address: string,
  folder: string,
): Promise<LessonVisit> {
  const run = await visitUntil('firstOutput', executablePath, address)
  const type = await visitUntil('typing', executablePath, address)
  return {
    firstOutput: run.marks.firstOutput ?? Number.NaN,
    scriptsUntilRun: run.log.kilobytesUntil(run.marks.runWorks ?? 0, folder),
    scriptsUntilTyping: type.log.kilobytesUntil(type.marks.typing ?? 0, folder),
  }
}

async function visitUntil(mark: 'firstOutput' | 'typing', executablePath: string, address: string) {
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const page = await browser.newPage()
    const log = new ScriptLog(await page.context().newCDPSession(page))
    await log.start()
    await page.addInitScript(watch, { press: mark === 'firstOutput' })
    await page.goto(address)
    const reached = (name: keyof Marks) => window.lessonMarks?.[name] !== undefined
    await page.waitForFunction(reached, mark, { timeout: 120_000, polling: 100 })
    const marks = await page.evaluate(() => window.lessonMarks)
    return { log, marks: marks ?? {} }
  } finally {
    await browser.close()
  }
}

/** Runs in the page before its own scripts. A press does nothing until the page has come alive, so it is repeated. */
function watch({ press }: { press: boolean }): void {
  const marks: Marks = {}
  window.lessonMarks = marks
  const look = () => {
    const run = document.querySelector<HTMLElement>('[data-run]')
    const state = run?.closest('[data-state]')?.getAttribute('data-state') ?? 'idle'
    if (state !== 'idle') marks.runWorks ??= performance.now()
    if (!['idle', 'queued', 'running'].includes(state)) marks.firstOutput ??= performance.now()
    if (document.querySelector('.cm-content')) marks.typing ??= performance.now()
    if (press && state === 'idle') run?.click()
    if ((press ? marks.firstOutput : marks.typing) === undefined) setTimeout(look, 5)
  }
  look()
}

/** The scripts that the page itself has loaded, from the browser's network log. Those of workers are not in it. */
class ScriptLog {
  private readonly paths = new Map<string, string>()
  private readonly arrived: { path: string; seconds: number }[] = []
  private began: number | undefined

  constructor(private readonly devTools: CDPSession) {}

  async start(): Promise<void> {
    this.devTools.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
      if (type === 'Document') this.began ??= timestamp
      if (type === 'Script') this.paths.set(requestId, new URL(request.url).pathname)
    })
    this.devTools.on('Network.loadingFinished', ({ requestId, timestamp }) => {
      const path = this.paths.get(requestId)
      if (path !== undefined) this.arrived.push({ path, seconds: timestamp })
    })
    await this.devTools.send('Network.enable')
  }

  /** kB (1000 bytes) of what had arrived at a time, as gzip: the size of the copy that lies beside each file. */
  kilobytesUntil(milliseconds: number, folder: string): number {
    const until = (this.began ?? 0) + milliseconds / 1000
    const paths = new Set(this.arrived.filter(({ seconds }) => seconds <= until).map(({ path }) => path))
    return [...paths].reduce((sum, path) => sum + packedBytes(join(folder, path)), 0) / 1000
  }
}

function packedBytes(file: string): number {
  return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size
}
