/** The headers of every response, pages and workers alike, and how long each file may be kept. */
import headers from './site-headers.json' with { type: 'json' }

/** What makes a page cross-origin isolated, so that it has SharedArrayBuffer. HTML standard, "Cross-origin isolation". */
export const isolationHeaders: Readonly<Record<string, string>> = headers.isolation

/** What the page may load and run: only what comes with it. WebAssembly compiles; eval and inline scripts do not run. */
export const securityHeaders: Readonly<Record<string, string>> = headers.security

/** Cache-Control for good: the file's name holds a hash of what is in it. */
export const immutable = 'public, max-age=31536000, immutable'

/** Cache-Control for files that keep their name when they change: kept, but asked about each time. */
export const revalidate = 'no-cache'

/** Folders below the site's root where each path holds a hash or a version: Next's own files, the engine's, Python's. */
export const immutableFolders = ['/_next/static/', '/engine/', '/pyodide/'] as const

/** Whether a path below the site's root names its own content. */
export function isImmutable(path: string): boolean {
  return immutableFolders.some((folder) => path.startsWith(folder))
}
