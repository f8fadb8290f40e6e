import { readFileSync } from 'node:fs'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

/** The headers of `npm start` and of the header files in the export; development sends those for isolation. */
const headers = JSON.parse(readFileSync(new URL('./bin/site-headers.json', import.meta.url), 'utf8'))

/** The sub-path that the site stands under: '' or '/some/path'. Sources read it as `process.env.BASE_PATH`. */
const basePath = process.env.BASE_PATH ?? ''

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  const development = phase === PHASE_DEVELOPMENT_SERVER
  return {
    reactStrictMode: true,
    basePath,
    env: { BASE_PATH: basePath },
    // `npm run types` and `npm test` check types; who starts the site need not wait for that.
    typescript: { ignoreBuildErrors: true },
    ...(development
      ? {
          allowedDevOrigins: ['127.0.0.1'],
          headers: async () => [
            {
              source: '/:path*',
              headers: Object.entries(headers.isolation).map(([key, value]) => ({ key, value })),
            },
          ],
        }
      : {
          output: 'export',
          // Where the export goes; bin/build says so when it makes another site than out/.
          distDir: process.env.SITE_FOLDER ?? 'out',
          trailingSlash: true,
          images: { unoptimized: true },
        }),
  }
}
