import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestOfSources } from '../../../bin/build/digest.ts'
import { writeStamp } from '../../../bin/build/stamp.ts'
import { outcome } from '../../../bin/command.ts'
import { type ListeningServer, listen } from '../../../bin/serve/listen.ts'
import { run } from '../../../bin/serve/run.ts'
import { site } from '../../../bin/serve/site.ts'
import { isolationHeaders, securityHeaders } from '../../../bin/site-headers.ts'
import { world } from './world.ts'

const script = `${'x'.repeat(2000)}\n`
const files: Record<string, string | Buffer> = {
  'index.html': '<h1>Lessons</h1>',
  '404.html': '<h1>Nothing here</h1>',
  'lessons/one/index.html': '<h1>One</h1>',
  'engine/pglite.wasm': '\0asm',
  'engine/pglite.data': 'data',
  'kernel.mjs': 'export {}',
  '_next/static/chunks/abc.js': script,
  '_next/static/chunks/abc.js.br': brotliCompressSync(script),
  '.built.json': '{}',
}

let folder: string
const servers: ListeningServer[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
})
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()))
  await rm(folder, { recursive: true })
})

async function serve(basePath = '', headers = true): Promise<string> {
  const server = await listen('127.0.0.1', 0, site(folder, { basePath, headers }))
  servers.push(server)
  return server.url
}

/** A request as it goes over the wire: nothing is resolved, followed or unpacked. */
function raw(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const sent = request(url, { path, headers, method }, (response) => {
        let body = ''
        response.setEncoding('latin1').on('data', (text: string) => {
          body += text
        })
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }))
      })
      sent.on('error', reject).end()
    },
  )
}

describe('the server', () => {
  it.each(['/', '/lessons/one/', '/engine/pglite.wasm', '/nothing', '/lessons/one'])(
    'sends isolation and policy with %s',
    async (path) => {
      const response = await raw(await serve(), path)
      for (const [name, value] of Object.entries({ ...isolationHeaders, ...securityHeaders })) {
        expect(response.headers[name.toLowerCase()]).toBe(value)
      }
    },
  )

  it('sends none of them when it plays a host that cannot', async () => {
    const { headers } = await raw(await serve('', false), '/')
    expect(headers['cross-origin-opener-policy']).toBeUndefined()
    expect(headers['content-security-policy']).toBeUndefined()
  })

  it.each([
    ['/', 'text/html;charset=utf-8'],
    ['/engine/pglite.wasm', 'application/wasm'],
    ['/engine/pglite.data', 'application/octet-stream'],
    ['/kernel.mjs', 'text/javascript'],
  ])('says what %s is', async (path, type) => {
    expect((await raw(await serve(), path)).headers['content-type']).toBe(type)
  })

  it('sends the compressed copy to who takes it', async () => {
    const url = await serve()
    const path = '/_next/static/chunks/abc.js'
    const packed = await raw(url, path, { 'Accept-Encoding': 'gzip, br' })
    expect(packed.headers['content-encoding']).toBe('br')
    expect(packed.headers['content-type']).toMatch(/^text\/javascript/)
    expect(packed.headers['content-length']).toBe(String(files['_next/static/chunks/abc.js.br']?.length))
    expect((await raw(url, path)).body).toBe(script)
  })

  it('lets hashed files be kept, and has pages asked about each time', async () => {
    const url = await serve()
    expect((await raw(url, '/_next/static/chunks/abc.js')).headers['cache-control']).toMatch(/immutable/)
    const page = await raw(url, '/')
    expect(page.headers['cache-control']).toBe('no-cache')
    const etag = page.headers.etag
    expect((await raw(url, '/', { 'If-None-Match': String(etag) })).status).toBe(304)
  })

  it('gives a page its slash, keeps the query, and shows the 404 page', async () => {
    const url = await serve()
    const moved = await raw(url, '/lessons/one?print=1')
    expect([moved.status, moved.headers.location]).toEqual([308, '/lessons/one/?print=1'])
    const missing = await raw(url, '/lessons/two/')
    expect([missing.status, missing.body]).toEqual([404, '<h1>Nothing here</h1>'])
  })

  it('stands under a sub-path', async () => {
    const url = await serve('/some/path')
    expect((await raw(url, '/')).headers.location).toBe('/some/path/')
    expect((await raw(url, '/some/path')).headers.location).toBe('/some/path/')
    expect((await raw(url, '/some/path/lessons/one/')).body).toBe('<h1>One</h1>')
    expect((await raw(url, '/some/pathetic/')).status).toBe(404)
    expect((await raw(url, '/lessons/one/')).status).toBe(404)
  })

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/.built.json',
    '//evil.example',
    '/%',
    '/lessons/%00',
  ])('gives nothing for %s', async (path) => {
    expect((await raw(await serve(), path)).status).toBe(404)
  })

  it('refuses what is not reading', async () => {
    expect((await raw(await serve(), '/', {}, 'POST')).status).toBe(405)
  })
})

describe('npm start', () => {
  it('serves what is built already, and Ctrl-C ends it well', async () => {
    const root = await mkdtemp(join(tmpdir(), 'project-'))
    const out = join(root, 'out')
    await cp(folder, out, { recursive: true })
    const digest = await digestOfSources(root, { BASE_PATH: '', node: process.versions.node })
    writeStamp(out, { digest, basePath: '' })
    let tell: (text: string) => void = () => undefined
    const said = new Promise<string>((resolve) => {
      tell = resolve
    })
    const { environment, interrupt } = world(['--port', '0'], {
      root,
      stdout: { write: (text) => tell(text) },
    })
    const code = outcome(run, environment)
    const url = /http:\/\/localhost:\d+/.exec(await said)?.[0] ?? ''
    expect((await raw(url.replace('localhost', '127.0.0.1'), '/')).body).toBe('<h1>Lessons</h1>')
    interrupt()
    expect(await code).toBe(0)
    await rm(root, { recursive: true })
  })

  it('says that a port is taken, and what to do', async () => {
    const holder = await listen('127.0.0.1', 0, () => undefined)
    servers.push(holder)
    const { environment, stdout, stderr } = world(['--port', String(holder.port)])
    expect(await outcome(run, environment)).toBe(1)
    expect(stdout()).toBe('')
    expect(stderr()).toBe(
      `error: port ${holder.port} is in use by another program\n` +
        `hint: take another one with --port ${holder.port + 1}, or end that program\n`,
    )
  })

  it.each([
    [
      ['--port', 'many'],
      "option '--port <number>' argument 'many' is invalid. A port is a whole number from 0 to 65535.",
    ],
    [
      ['--port', '70000'],
      "option '--port <number>' argument '70000' is invalid. A port is a whole number from 0 to 65535.",
    ],
    [['--prot', '1'], "unknown option '--prot'\n(Did you mean --port?)"],
  ])('refuses %j', async (argv, message) => {
    const { environment, stderr } = world(argv)
    expect(await outcome(run, environment)).toBe(2)
    expect(stderr()).toBe(`error: ${message}\nhint: npm start -- --help shows what there is\n`)
  })

  it('explains itself', async () => {
    const { environment, stdout } = world(['--help'])
    expect(await outcome(run, environment)).toBe(0)
    expect(stdout()).toContain('--port <number>')
  })

  it('says that an address is not this machine’s', async () => {
    const { environment, stderr } = world(['--host', '203.0.113.7', '--port', '0'])
    expect(await outcome(run, environment)).toBe(1)
    expect(stderr()).toContain('"203.0.113.7" is not an address of this machine')
  })
})
