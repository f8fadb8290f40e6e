import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { isolationHeaders, securityHeaders } from '../../../bin/site-headers.ts'

interface FetchEvent {
  request: { url: string; mode: string; cache: string }
  respondWith: (answer: Promise<Response>) => void
}

/** Runs the worker's file as a browser would, over a network that gives `response`. */
function worker(response: () => Response) {
  const listeners = new Map<string, (event: FetchEvent) => void>()
  runInNewContext(readFileSync('public/isolation-worker.js', 'utf8'), {
    self: {
      location: new URL('https://site.example/lessons/isolation-worker.js'),
      addEventListener: (type: string, listener: (event: FetchEvent) => void) =>
        listeners.set(type, listener),
    },
    fetch: async () => response(),
    URL,
    Headers,
    Response,
  })
  return (url: string, request = { mode: 'same-origin', cache: 'default' }) => {
    let answer: Promise<Response> | undefined
    listeners.get('fetch')?.({
      request: { url, ...request },
      respondWith: (promise) => {
        answer = promise
      },
    })
    return answer
  }
}

describe('the service worker', () => {
  it('adds the headers that npm start sends, and keeps the host’s own', async () => {
    const ask = worker(
      () => new Response('text', { headers: { 'Content-Type': 'text/javascript', ETag: '"1"' } }),
    )
    const answer = await ask('https://site.example/lessons/engine.js')
    expect(Object.fromEntries(answer?.headers ?? [])).toEqual({
      'content-type': 'text/javascript',
      etag: '"1"',
      ...lowerCased(isolationHeaders),
      ...lowerCased(securityHeaders),
    })
    expect(await answer?.text()).toBe('text')
  })

  it('keeps the status, and gives no body to a response that may have none', async () => {
    expect(
      (await worker(() => new Response('gone', { status: 404 }))('https://site.example/x'))?.status,
    ).toBe(404)
    expect((await worker(() => new Response(null, { status: 304 }))('https://site.example/x'))?.status).toBe(
      304,
    )
  })

  it('leaves a host’s own content security policy', async () => {
    const own = { 'Content-Security-Policy': "default-src 'self'" }
    const answer = await worker(() => new Response('', { headers: own }))('https://site.example/')
    expect(answer?.headers.get('Content-Security-Policy')).toBe("default-src 'self'")
  })

  it('does not touch what is isolated already, so that development behind it works', async () => {
    const response = new Response('', { headers: isolationHeaders })
    expect(await worker(() => response)('https://site.example/')).toBe(response)
  })

  it('does not touch a redirect', async () => {
    const response = Response.error()
    expect(await worker(() => response)('https://site.example/lesson')).toBe(response)
  })

  it('lets other origins and requests for the cache alone pass by', () => {
    const ask = worker(() => new Response(''))
    expect(ask('https://other.example/')).toBeUndefined()
    expect(ask('https://site.example/', { mode: 'no-cors', cache: 'only-if-cached' })).toBeUndefined()
  })
})

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
