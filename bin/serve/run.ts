/** `npm start`: builds the site when its sources have changed, and serves it until Ctrl-C. */
import { join } from 'node:path'
import { buildSite } from '../build/build-site.ts'
import { readStamp } from '../build/stamp.ts'
import type { Environment } from '../command.ts'
import { commandLine, parse } from '../options.ts'
import { hostOption, portOption } from './address.ts'
import { listen } from './listen.ts'
import { type RequestListener, site } from './site.ts'

export async function run(environment: Environment): Promise<number> {
  const command = commandLine('npm start --', 'Builds the site and serves it.', environment)
    .option('--port <number>', 'the port to listen on', portOption, 3000)
    .option('--host <address>', 'the address to listen on', hostOption, 'localhost')
  if (!parse(command, environment)) return 0
  const { port, host } = command.opts<{ port: number; host: string }>()

  // The port is taken first: a port in use is told before the build, and a browser opened early waits for the page.
  let open: (listener: RequestListener) => void = () => undefined
  const opened = new Promise<RequestListener>((resolve) => {
    open = resolve
  })
  const server = await listen(host, port, async (request, response) => (await opened)(request, response))
  try {
    const folder = join(environment.root, 'out')
    await buildSite(environment, folder)
    const basePath = readStamp(folder)?.basePath ?? ''
    open(site(folder, { basePath }))
    environment.stdout.write(`The lessons are at ${server.url}${basePath}/ (Ctrl-C ends this)\n`)
    if (server.exposed) {
      environment.stdout.write(
        'Other machines can read the lessons; to run cells there, put HTTPS in front of this server.\n',
      )
    }
    await aborted(environment.signal)
    return 0
  } catch (error) {
    if (environment.signal.aborted) return 0
    throw error
  } finally {
    await server.close()
  }
}

/** Settles when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
