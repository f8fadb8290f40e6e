import { readFileSync } from 'node:fs'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

/** The headers of `npm start` and of the header files in the export; development sends those for isolation. */
const headers = JSON.parse(readFileSync(new URL('./bin/site-headers.json', import.meta.url), 'utf8'))

/** The sub-path that the site stands under: '' or '/some/path'. Sources read it as `process.env.BASE_PATH`. */
const basePath = process.env.BASE_PATH ?? ''

/**
 * Where bin/build wants another site than out/. Next adds the folder to a tsconfig: to this one then, which it also
 * writes, and not to ours.
 */
const folder = process.env.SITE_FOLDER
const site = folder
  ? { distDir: folder, typescript: { ignoreBuildErrors: true, tsconfigPath: 'build/tsconfig.json' } }
  : {}

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
          ...site,
          trailingSlash: true,
          images: { unoptimized: true },
        }),
  }
}
