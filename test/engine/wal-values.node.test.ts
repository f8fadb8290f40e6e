import { startServer } from '../../lib/postgres/host/node.ts'
import { walValuesSuite } from './wal-values-suite.ts'

walValuesSuite('in Node', () => startServer({ journal: true }))
