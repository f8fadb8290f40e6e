import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hostFiles } from '../../../bin/export/host-files.ts'
import { isImmutable, isolationHeaders, securityHeaders } from '../../../bin/site-headers.ts'

const everywhere = Object.entries({ ...isolationHeaders, ...securityHeaders })

describe('files for static hosts', () => {
  it('has one for Netlify and Cloudflare, with the sub-path', () => {
    expect(hostFiles('/some/path')._headers).toMatchInlineSnapshot(`
      "/some/path/*
        Cross-Origin-Opener-Policy: same-origin
        Cross-Origin-Embedder-Policy: require-corp
        Cross-Origin-Resource-Policy: same-origin
        Content-Security-Policy: default-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; worker-src 'self'; object-src 'none'; base-uri 'none'
        X-Content-Type-Options: nosniff
        Referrer-Policy: same-origin
      /some/path/_next/static/*
        Cache-Control: public, max-age=31536000, immutable
      /some/path/engine/*
        Cache-Control: public, max-age=31536000, immutable
      /some/path/pyodide/*
        Cache-Control: public, max-age=31536000, immutable
      "
    `)
  })

  it.each(['_headers', 'staticwebapp.config.json', 'vercel.json', '.htaccess'])(
    '%s sends every header',
    (name) => {
      const text = hostFiles('')[name] ?? ''
      const plain = name.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text
      for (const [header, value] of everywhere) {
        expect(plain).toContain(header)
        expect(plain).toContain(value)
      }
    },
  )

  it('docs/hosting.md shows the same headers for nginx and Caddy', () => {
    const text = readFileSync('docs/hosting.md', 'utf8')
    for (const [header, value] of everywhere) {
      expect(text).toContain(`add_header ${header} "${value}" always;`)
      expect(text).toContain(`${header} "${value}"\n`)
    }
  })
})

describe('files that may be kept for good', () => {
  it.each([
    ['/_next/static/chunks/0j1we3cwg31qe.js', true],
    ['/engine/postgres-3fcef74a3701.wasm', true],
    ['/lessons/one/engine/picture.svg', false],
    ['/isolation-worker.js', false],
    ['/index.html', false],
  ])('%s: %s', (path, expected) => {
    expect(isImmutable(path)).toBe(expected)
  })
})
