/** Hosts for the exported site, as they are found in the world: with headers and without, at the root and below a path. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { test as base } from '@playwright/test'
import { type ListeningServer, listen } from '../../bin/serve/listen.ts'
import { site } from '../../bin/serve/site.ts'

/** Where the site stands on a host. */
export const basePaths = ['', '/some/path'] as const

export interface HostSpec {
  /** Whether it sends the isolation headers and the content security policy. */
  headers: boolean
  basePath: (typeof basePaths)[number]
}

interface Fixtures {
  /** Serves the site for the length of a test; gives its address without a slash at the end. */
  host: (spec: HostSpec) => Promise<string>
}

interface WorkerFixtures {
  /** The folder for sites that are not at the root. */
  builds: string
  /** The folder with the site of today's sources for each sub-path. */
  sites: Readonly<Record<HostSpec['basePath'], string>>
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  builds: ['build', { option: true, scope: 'worker' }],
  sites: [
    async ({ builds }, use) => {
      const folder = `${builds}/site-some-path`
      await promisify(execFile)(process.execPath, ['build/bin/build.mjs', '--out', folder], {
        env: { ...process.env, BASE_PATH: '/some/path' },
      })
      // The site at the root is what Playwright's own server has built.
      await use({ '': 'out', '/some/path': folder })
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  host: async ({ sites }, use) => {
    const open: ListeningServer[] = []
    await use(async ({ headers, basePath }) => {
      const server = await listen('127.0.0.1', 0, site(sites[basePath], { basePath, headers }))
      open.push(server)
      return server.url + basePath
    })
    await Promise.all(open.map((server) => server.close()))
  },
})
