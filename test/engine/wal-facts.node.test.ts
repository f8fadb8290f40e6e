import { startServer } from '../../lib/postgres/host/node.ts'
import { walFactsSuite } from './wal-facts-suite.ts'

walFactsSuite('in Node', () => startServer({ journal: true }))
