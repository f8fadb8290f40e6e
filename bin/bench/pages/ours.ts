/** Our server, keeper and sessions, through the interface that the notebook uses; `?task=` says what is measured. */
import { Session } from '../../../lib/postgres/client/session.ts'
import { startServer } from '../../../lib/postgres/host/web.ts'
import { measure } from './result.ts'
import { furtherConnections } from './tasks/further-connections.ts'
import { restart } from './tasks/restart.ts'
import { sideBySide } from './tasks/side-by-side.ts'
import { stop } from './tasks/stop.ts'
import { switching } from './tasks/switching.ts'
import type { Page, Task } from './tasks/task.ts'
import { timeWarm } from './timing.ts'

const tasks: Readonly<Record<string, Task>> = {
  'select-one': async ({ session }) => {
    const [milliseconds = Number.NaN] = await timeWarm(() => session.query('SELECT 1'))
    return { selectOne: milliseconds }
  },
  'further-connections': furtherConnections,
  switching,
  'side-by-side': sideBySide,
  stop,
  restart,
}

const parameters = new URLSearchParams(location.search)
const sessions = Number(parameters.get('sessions') ?? 1)
const server = startServer({ assets: '/engine/' })
const login = { user: 'postgres', database: 'postgres' }
const open = () => new Session(server, login)
const page: Page = { server, login, session: open(), open, sessions }

await measure(
  () => page.session.query('SELECT 1'),
  async () => (await tasks[parameters.get('task') ?? '']?.(page)) ?? {},
)
