/** Our server, keeper and one session, through the interface that the notebook uses. */
import { Session } from '../../../lib/postgres/client/session.ts'
import { startServer } from '../../../lib/postgres/host/web.ts'
import { measure } from './result.ts'

const session = new Session(startServer({ assets: '/engine/' }), { user: 'postgres', database: 'postgres' })
await measure(() => session.query('SELECT 1'))
