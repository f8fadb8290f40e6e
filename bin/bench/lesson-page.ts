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
  runWorks?: number
  typing?: number
  firstOutput?: number
}

declare global {
  interface Window {
    lessonMarks?: Marks
  }
}

/** Visits a lesson, served from `folder` at `address`, in a fresh browser. */
export async function visitLesson(
  executablePath: string,
  address: string,
  folder: string,
): Promise<LessonVisit> {
  const browser = await chromium.launch({ executablePath, args: browserArguments })
  try {
    const page = await browser.newPage()
    const log = new ScriptLog(await page.context().newCDPSession(page))
    await log.start()
    await page.addInitScript(pressRunAndWatch)
    await page.goto(address)
    await page.waitForFunction(() => window.lessonMarks?.firstOutput && window.lessonMarks.typing, null, {
      timeout: 120_000,
      polling: 100,
    })
    const marks = await page.evaluate(() => window.lessonMarks)
    const { runWorks = 0, typing = 0, firstOutput = 0 } = marks ?? {}
    return {
      firstOutput,
      scriptsUntilRun: log.kilobytesUntil(runWorks, folder),
      scriptsUntilTyping: log.kilobytesUntil(typing, folder),
    }
  } finally {
    await browser.close()
  }
}

/** Runs in the page before its own scripts. A click does nothing until the page has come alive, so it is repeated. */
function pressRunAndWatch(): void {
  const marks: Marks = {}
  window.lessonMarks = marks
  const look = () => {
    const run = document.querySelector<HTMLElement>('[data-run]')
    const state = run?.closest('[data-state]')?.getAttribute('data-state')
    if (state && state !== 'idle') marks.runWorks ??= performance.now()
    if (state && !['idle', 'queued', 'running'].includes(state)) marks.firstOutput ??= performance.now()
    if (document.querySelector('.cm-content')) marks.typing ??= performance.now()
    if (state === 'idle') run?.click()
    if (marks.firstOutput === undefined || marks.typing === undefined) setTimeout(look, 5)
  }
  look()
}

/** The scripts that the page itself has loaded, from the browser's network log. Those of workers are not in it. */
class ScriptLog {
  private readonly paths = new Map<string, string>()
  private readonly arrived: { path: string; seconds: number }[] = []
  private start0: number | undefined

  constructor(private readonly devTools: CDPSession) {}

  async start(): Promise<void> {
    this.devTools.on('Network.requestWillBeSent', ({ requestId, request, type, timestamp }) => {
      if (type === 'Document') this.start0 ??= timestamp
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
    const until = (this.start0 ?? 0) + milliseconds / 1000
    const paths = new Set(this.arrived.filter(({ seconds }) => seconds <= until).map(({ path }) => path))
    return [...paths].reduce((sum, path) => sum + packedBytes(join(folder, path)), 0) / 1000
  }
}

function packedBytes(file: string): number {
  return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size
}
