import { startServer } from '../../lib/postgres/host/node.ts'
import { sessionSuite } from './session-suite.ts'

sessionSuite('in Node', startServer)
