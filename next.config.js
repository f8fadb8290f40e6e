import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js'

/** What makes a page cross-origin isolated, so that it has SharedArrayBuffer. `bin/serve` sends the same in production. */
const isolation = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  const development = phase === PHASE_DEVELOPMENT_SERVER
  return {
    reactStrictMode: true,
    ...(development
      ? {
          allowedDevOrigins: ['127.0.0.1'],
          headers: async () => [{ source: '/:path*', headers: isolation }],
        }
      : {
          output: 'export',
          trailingSlash: true,
          basePath: process.env.BASE_PATH ?? '',
          images: { unoptimized: true },
        }),
  }
}
