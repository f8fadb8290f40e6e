/** What one more session costs, while the others are idle. The bench looks at the page's memory when all are there. */
import { middle } from '../timing.ts'
import type { Task } from './task.ts'

export const furtherConnections: Task = async ({ open, sessions }) => {
  const times: number[] = []
  for (let number = 2; number <= sessions; number++) {
    const session = open()
    const start = performance.now()
    await session.query('SELECT 1')
    times.push(performance.now() - start)
  }
  return { furtherConnection: middle(times) }
}
