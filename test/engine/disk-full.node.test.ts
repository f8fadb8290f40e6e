import { startServer } from '../../lib/postgres/host/node.ts'
import { diskFullSuite } from './disk-full-suite.ts'

diskFullSuite('in Node', startServer)
