/** The kinds of wait that a real PostgreSQL tells of. */
import { waitsSuite } from '../engine/waits-suite.ts'
import { startRealServer } from './support/real-server.ts'

waitsSuite('a real server', startRealServer)
