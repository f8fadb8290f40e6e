import { startServer } from '../../lib/postgres/host/node.ts'
import { startupSuite } from './startup-suite.ts'

startupSuite('in Node', startServer)
