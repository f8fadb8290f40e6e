/**
 * WebKitGTK through its own WebDriver, on a screen that nobody sees. SharedArrayBuffer is behind a switch there; Safari
 * has it whenever a page is isolated. W3C, "WebDriver".
 */
import type { Environment } from '../../command.ts'
import { freePort } from '../../serve/free-port.ts'
import type { Tab } from '../tab.ts'
import { type Program, startProgram } from './program.ts'

const SCREEN = '1280x900x24'

export async function openWebKit({ env }: Environment): Promise<Tab> {
  // It chooses a free screen and writes its number.
  const screen = await startProgram('Xvfb', ['-displayfd', '1', '-screen', '0', SCREEN], 'xvfb', env)
  const programs: Program[] = [screen]
  const close = async () => {
    for (const program of programs.toReversed()) await program.end()
  }
  try {
    const display = `:${(await screen.said(/^\d+$/m)).trim()}`
    const port = await freePort()
    const driverEnv = {
      ...env,
      DISPLAY: display,
      JSC_useSharedArrayBuffer: 'true',
      // Its sandbox needs rights that a container does not give.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      WEBKIT_FORCE_SANDBOX: '0',
    }
    programs.push(await startProgram('WebKitWebDriver', [`--port=${port}`], 'webkit2gtk-driver', driverEnv))
    return await connect(`http://127.0.0.1:${port}`, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function connect(driver: string, close: () => Promise<void>): Promise<Tab> {
  await answers(driver)
  const session = (await send(driver, 'POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation'] } } },
  })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } }
  const { browserName, browserVersion } = session.capabilities
  const path = `/session/${session.sessionId}`
  return {
    browser: `WebKitGTK ${browserName} ${browserVersion}`,
    goto: async (url) => {
      await send(driver, 'POST', `${path}/url`, { url })
    },
    evaluate: (expression) =>
      send(driver, 'POST', `${path}/execute/sync`, { script: `return ${expression}`, args: [] }),
    async close() {
      await send(driver, 'DELETE', path).catch(() => {})
      await close()
    },
  }
}

/** Settles when the driver listens. */
async function answers(driver: string): Promise<void> {
  const deadline = performance.now() + 30_000
  for (;;) {
    const isUp = await fetch(`${driver}/status`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return
    if (performance.now() > deadline) throw new Error('WebKitWebDriver does not answer')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function send(driver: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(driver + path, { method, ...(body ? { body: JSON.stringify(body) } : {}) })
  const { value } = (await response.json()) as { value: unknown }
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
  return value
}
