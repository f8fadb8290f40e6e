import { startServer } from '../../lib/postgres/host/node.ts'
import { crashSuite } from './crash-suite.ts'

crashSuite('in Node', () => startServer({ maxConnections: 8, bootLimit: 240_000 }))
