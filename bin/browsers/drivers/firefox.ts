/** Firefox as it is installed, driven by its own WebDriver BiDi: no driver program, no patched browser. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../command.ts'
import type { Tab } from '../tab.ts'
import { Bidi } from './bidi.ts'
import { type Program, startProgram } from './program.ts'

/** As few of the browser's own errands as can be. */
const preferences = {
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.healthreport.uploadEnabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
}

export async function openFirefox({ env }: Environment): Promise<Tab> {
  const profile = await mkdtemp(join(tmpdir(), 'firefox-'))
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${value});\n`)
  await writeFile(join(profile, 'user.js'), lines.join(''))
  const args = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port=0']
  const firefox = await startFirefox(args, env)
  const close = async () => {
    await firefox.end()
    await rm(profile, { recursive: true, force: true })
  }
  try {
    return await connect(await firefox.said(/ws:\/\/\S+/), close)
  } catch (error) {
    await close()
    throw error
  }
}

/** Debian calls it firefox-esr; others firefox. */
async function startFirefox(args: readonly string[], env: Environment['env']): Promise<Program> {
  return startProgram('firefox', args, 'firefox-esr', env).catch(() =>
    startProgram('firefox-esr', args, 'firefox-esr', env),
  )
}

async function connect(address: string, close: () => Promise<void>): Promise<Tab> {
  const bidi = await Bidi.connect(`${address}/session`)
  const session = (await bidi.send('session.new', { capabilities: {} })) as {
    capabilities: { browserName: string; browserVersion: string }
  }
  const tree = (await bidi.send('browsingContext.getTree', {})) as { contexts: { context: string }[] }
  const context = tree.contexts[0]?.context
  return {
    browser: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
    goto: async (url) => {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async evaluate(expression) {
      const answer = (await bidi.send('script.evaluate', {
        expression: `JSON.stringify(${expression})`,
        target: { context },
        awaitPromise: false,
      })) as { type: string; result?: { value?: string }; exceptionDetails?: { text: string } }
      if (answer.type !== 'success') throw new Error(`${expression}: ${answer.exceptionDetails?.text}`)
      return answer.result?.value === undefined ? undefined : JSON.parse(answer.result.value)
    },
    close,
  }
}
