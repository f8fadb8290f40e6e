import { startServer } from '../../lib/postgres/host/node.ts'
import { waitsSuite } from './waits-suite.ts'

waitsSuite('worker threads', async () => {
  const server = startServer()
  return { server, stop: () => server.stop({ immediate: true }) }
})
