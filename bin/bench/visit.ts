/** Opens one page in a browser that has seen nothing before, and reads what it measured. */
import { chromium } from '@playwright/test'
import { type Memory, rendererMemory } from './memory.ts'
import type { PageResult } from './pages/result.ts'

export interface Visit extends PageResult {
  memory: Memory | null
}

/** A page of the bench that takes longer has failed. */
const LIMIT = 120_000

/** As few of the browser's own errands as can be. */
export const browserArguments = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** A fresh profile each time: no cache, no compiled code. Throws with what the page said when it fails. */
export async function visit(executablePath: string, address: string): Promise<Visit> {
  const server = await chromium.launchServer({ executablePath, args: browserArguments })
  try {
    const browser = await chromium.connect(server.wsEndpoint())
    const page = await browser.newPage()
    await page.goto(address)
    await page.waitForFunction(() => window.benchResult !== undefined, null, { timeout: LIMIT, polling: 50 })
    const result = await page.evaluate(() => window.benchResult)
    if (typeof result !== 'object') throw new Error(`${address}: ${result}`)
    const pid = server.process().pid
    return { ...result, memory: pid === undefined ? null : await rendererMemory(pid) }
  } finally {
    await server.close()
  }
}
