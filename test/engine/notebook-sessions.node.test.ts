import { startServer } from '../../lib/postgres/host/node.ts'
import { notebookSessionsSuite } from './notebook-sessions-suite.ts'

notebookSessionsSuite('worker threads', async () => {
  const server = startServer()
  return { server, stop: () => server.stop({ immediate: true }) }
})
