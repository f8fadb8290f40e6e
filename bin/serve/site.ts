/** Answers requests with the files of an exported site, as a good static host does. */
import { createReadStream, existsSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import sirv from 'sirv'
import { immutable, isImmutable, isolationHeaders, revalidate, securityHeaders } from '../site-headers.ts'

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void

export interface SiteOptions {
  /** The sub-path that the site was built for: '' or '/some/path'. */
  basePath: string
  /** False plays a host that cannot set headers: neither isolation nor security headers are sent. Default true. */
  headers?: boolean
  /** Which encodings may be sent where the browser takes them. Default brotli and gzip. */
  encodings?: { brotli: boolean; gzip: boolean }
}

/** Types that sirv does not know or that must not depend on its list. */
const contentTypes: Readonly<Record<string, string>> = {
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.data': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.webmanifest': 'application/manifest+json',
}

/** Serves `folder`, which must not change while it is served. Makes no use of what stands outside of it. */
export function site(folder: string, options: SiteOptions): RequestListener {
  const { basePath, headers = true, encodings = { brotli: true, gzip: true } } = options
  const files = sirv(folder, {
    etag: true,
    ...encodings,
    setHeaders(response, path) {
      response.setHeader('Cache-Control', isImmutable(path) ? immutable : revalidate)
      const type = contentTypes[extname(path)]
      if (type !== undefined) response.setHeader('Content-Type', type)
    },
    onNoMatch: (_request, response) => notFound(folder, response),
  })
  return (request, response) => {
    if (headers) {
      for (const [name, value] of Object.entries({ ...isolationHeaders, ...securityHeaders })) {
        response.setHeader(name, value)
      }
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end()
      return
    }
    const [path = '/', query] = (request.url ?? '/').split(/(?=\?)/, 2)
    if (path === '/' && basePath !== '') return redirect(response, `${basePath}/${query ?? ''}`)
    if (path.includes('//') || (path !== basePath && !path.startsWith(`${basePath}/`))) {
      return notFound(folder, response)
    }
    const inside = path.slice(basePath.length)
    if (inside === '' || (!inside.endsWith('/') && isFolder(folder, inside))) {
      return redirect(response, `${path}/${query ?? ''}`)
    }
    request.url = `${inside}${query ?? ''}`
    files(request, response)
  }
}

/** Pages live at addresses with a slash at the end, so that their relative links hold. */
function isFolder(folder: string, path: string): boolean {
  const name = decoded(path)
  if (name === null || name.split('/').includes('..')) return false
  return existsSync(join(folder, name, 'index.html'))
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(308, { Location: location, 'Cache-Control': revalidate }).end()
}

function notFound(folder: string, response: ServerResponse): void {
  const page = join(folder, '404.html')
  if (!existsSync(page)) {
    response.writeHead(404, { 'Content-Type': 'text/plain;charset=utf-8' }).end('There is no such page.\n')
    return
  }
  response.writeHead(404, {
    'Content-Type': 'text/html;charset=utf-8',
    'Content-Length': statSync(page).size,
    'Cache-Control': revalidate,
  })
  createReadStream(page).pipe(response)
}
