import { startServer } from '../../lib/postgres/host/node.ts'
import { loginSuite } from './login-suite.ts'

loginSuite('in Node', startServer)
