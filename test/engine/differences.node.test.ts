import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Front } from '../../bin/postgres/front.ts'
import { startServer } from '../../lib/postgres/host/node.ts'
import { connecting } from './differences/connecting.ts'
import { databases } from './differences/databases.ts'
import { files } from './differences/files.ts'
import { processes } from './differences/processes.ts'
import { sizes } from './differences/sizes.ts'
import { type Proofs, type World, worldOf } from './differences/world.ts'

const proofs: Proofs = { ...connecting, ...processes, ...sizes, ...databases, ...files }
const page = readFileSync('docs/differences.md', 'utf8')
const [, ...items] = page.split(/^- /m)
const words = items.map((item) => /\(`([a-z0-9-]+)`\)\s*(?:\n## .*\s*)?$/.exec(item)?.[1])

let world: World
let closeClients: () => Promise<void>
const listener = createServer({ noDelay: true })
const server = startServer()

beforeAll(async () => {
  const front = new Front(server)
  listener.on('connection', (socket) => front.accept(socket))
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  ;({ world, closeClients } = worldOf(server, (listener.address() as AddressInfo).port))
  await server.ready
})
afterEach(() => closeClients())
afterAll(async () => {
  listener.close()
  await server.stop({ immediate: true })
})

describe('docs/differences.md', () => {
  it('names a proof at the end of each line, and has a line for each proof', () => {
    expect([...words].sort()).toEqual(Object.keys(proofs).sort())
  })

  it.each(Object.entries(proofs))('%s', async (_, prove) => {
    await prove(world)
  })
})
