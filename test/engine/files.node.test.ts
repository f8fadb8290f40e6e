import { startServer } from '../../lib/postgres/host/node.ts'
import { filesSuite } from './files-suite.ts'

filesSuite('in Node', startServer)
