import { startServer } from '../../lib/postgres/host/node.ts'
import { serverSuite } from './server-suite.ts'

serverSuite('in Node', startServer)
