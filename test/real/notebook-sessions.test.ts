/** What the notebook says of waits is what a real PostgreSQL says. */
import { notebookSessionsSuite } from '../engine/notebook-sessions-suite.ts'
import { startRealServer } from './support/real-server.ts'

notebookSessionsSuite('a real server', startRealServer)
