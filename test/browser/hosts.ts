/** Hosts for the exported site, as they are found in the world: with headers and without, at the root and below a path. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test as base } from '@playwright/test'
import { type ListeningServer, listen } from '../../bin/serve/listen.ts'
import { site } from '../../bin/serve/site.ts'

export interface HostSpec {
  /** Whether it sends the isolation headers and the content security policy. */
  headers: boolean
  /** The sub-path that the site was built for: '' or '/some/path'. */
  basePath: string
}

interface Fixtures {
  /** The folder for sites that are not at the root. */
  builds: string
  /** Serves the site for the length of a test; gives its address without a slash at the end. */
  host: (spec: HostSpec) => Promise<string>
}

export const test = base.extend<Fixtures>({
  builds: ['build', { option: true }],
  host: async ({ builds }, use) => {
    const open: ListeningServer[] = []
    await use(async ({ headers, basePath }) => {
      const server = await listen(
        '127.0.0.1',
        0,
        site(await siteFor(basePath, builds), { basePath, headers }),
      )
      open.push(server)
      return server.url + basePath
    })
    await Promise.all(open.map((server) => server.close()))
  },
})

/** The folder with the site of today's sources for a sub-path; building it takes no time when nothing has changed. */
async function siteFor(basePath: string, builds: string): Promise<string> {
  // The site at the root is what Playwright's own server has built.
  if (basePath === '') return 'out'
  const folder = `${builds}/site${basePath.replaceAll('/', '-')}`
  await promisify(execFile)(process.execPath, ['build/bin/build.mjs', '--out', folder], {
    env: { ...process.env, BASE_PATH: basePath },
  })
  return folder
}
