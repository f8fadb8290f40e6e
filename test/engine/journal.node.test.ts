import { startServer } from '../../lib/postgres/host/node.ts'
import { journalSuite } from './journal-suite.ts'

journalSuite('in Node', startServer)
