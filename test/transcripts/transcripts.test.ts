/** Sessions together, on our server in Node: each transcript is the one that a real PostgreSQL gave. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Server } from '../../lib/postgres/client/server.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import type { OrderLine } from './runner/spec.ts'
import { Transcriber, usualLimit } from './runner/transcriber.ts'
import { orphans, readExpected, readSpec, specNames } from './specs.ts'

let server: Server
let transcriber: Transcriber
let limit: (line: OrderLine) => AbortSignal = usualLimit

beforeAll(async () => {
  server = startServer()
  await server.ready
  transcriber = new Transcriber(server, { limit: (line) => limit(line) })
})
afterAll(() => server.stop({ immediate: true }))

/** Alice takes what Bob wants, and the order leaves both as they are, or waits for what never comes. */
const stuck = (marker: string) => `# For this test.
session alice, bob
    locks: SELECT pg_advisory_lock(7);
order
    alice locks
    bob locks${marker}
`

it('a spec that hangs is ended, and says where; so does one that leaves something open; others go on', async () => {
  limit = (line) => (line.session === 'bob' ? AbortSignal.abort() : usualLimit())
  await expect(transcriber.transcribe('stuck.spec', stuck(', to its end'))).rejects.toThrow(
    /^stuck\.spec:6: bob hangs\nso far in "":\nalice=> SELECT pg_advisory_lock\(7\);\n/,
  )
  limit = usualLimit
  await expect(transcriber.transcribe('stuck.spec', stuck(''))).rejects.toThrow(
    /^stuck\.spec:6: bob's step still runs at the end of the order\n(.*\n)+bob=> .* {2}<waiting for alice>\n$/,
  )
  const free = stuck('').replace('    bob locks\n', '    bob locks\n    alice disconnects\n')
  expect(await transcriber.transcribe('stuck.spec', free)).toContain(
    'bob=> SELECT pg_advisory_lock(7);  <completed>',
  )
})

it('there is a spec for each transcript', () => {
  expect(orphans).toEqual([])
})

it.each(specNames)('%s', { timeout: 120_000 }, async (name) => {
  expect(await transcriber.transcribe(`${name}.spec`, await readSpec(name))).toBe(await readExpected(name))
})
