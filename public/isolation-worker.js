/**
 * The site's service worker, for hosts that cannot set headers: it hands every file of the site to the page with the
 * headers that isolate it (bin/site-headers.json; a test compares them). It keeps nothing: a new version of the site
 * shows at once. Offline use will come in at `answer`.
 */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Sent where the host has none of its own. */
const security = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src 'self'; object-src 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
}

// A worker of an older version gives way at once, and the pages that are open get this one.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (new URL(request.url).origin !== self.location.origin) return
  // Chromium's developer tools ask so; fetch() would refuse it.
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return
  event.respondWith(answer(request))
})

/** Where an answer comes from: always the network, today. */
async function answer(request) {
  return withHeaders(await fetch(request))
}

/** The same response with the site's headers. What may not be read (a redirect), or needs no help, stays as it is. */
function withHeaders(response) {
  if (response.status === 0) return response
  const headers = new Headers(response.headers)
  if (headers.has('Cross-Origin-Opener-Policy') && headers.has('Cross-Origin-Embedder-Policy'))
    return response
  for (const [name, value] of Object.entries(isolation)) headers.set(name, value)
  for (const [name, value] of Object.entries(security)) {
    if (!headers.has(name)) headers.set(name, value)
  }
  const { status, statusText, body } = response
  return new Response([101, 204, 205, 304].includes(status) ? null : body, { status, statusText, headers })
}
