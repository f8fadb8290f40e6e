/** Sessions together, on our server in Node: each transcript is the one that a real PostgreSQL gave. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { Transcriber } from './runner/transcriber.ts'
import { orphans, readExpected, readSpec, specNames } from './specs.ts'

let server: Server
let transcriber: Transcriber

beforeAll(async () => {
  server = startServer()
  await server.ready
  transcriber = new Transcriber(server)
})
afterAll(() => server.stop({ immediate: true }))

it('there is a spec for each transcript', () => {
  expect(orphans).toEqual([])
})

it.each(specNames)('%s', { timeout: 120_000 }, async (name) => {
  expect(await transcriber.transcribe(`${name}.spec`, await readSpec(name))).toBe(await readExpected(name))
})
