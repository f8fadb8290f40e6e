import { startServer } from '../../lib/postgres/host/node.ts'
import { stackSuite } from './stack-suite.ts'

stackSuite('in Node', startServer)
