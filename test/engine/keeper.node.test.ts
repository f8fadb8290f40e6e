import { startServer } from '../../lib/postgres/host/node.ts'
import { keeperSuite } from './keeper-suite.ts'

keeperSuite('in Node', startServer)
