/** What it costs that another session runs than before: its shared memory must be brought up to date. */
import { timeWarm } from '../timing.ts'
import type { Task } from './task.ts'

export const switching: Task = async ({ session, open }) => {
  const turns = [session, open()]
  let turn = 0
  const [sameSession = Number.NaN, otherSession = Number.NaN] = await timeWarm(
    () => session.query('SELECT 1'),
    async () => turns[++turn % turns.length]?.query('SELECT 1'),
  )
  return { sameSession, otherSession }
}
