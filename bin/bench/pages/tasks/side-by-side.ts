/** Two queries that do nothing but compute, in two sessions: one after the other, and both at once. */
import type { Session } from '../../../../lib/postgres/client/session.ts'
import { middle } from '../timing.ts'
import type { Task } from './task.ts'

const ROUNDS = 5
/** A loop without files and with next to no memory; a good half second. */
const computing = 'SELECT count(*) FROM generate_series(1, 3000) a, generate_series(1, 3000) b'

export const sideBySide: Task = async ({ session, open }) => {
  const pair = [session, open()]
  for (const each of pair) await timed(each)
  const rounds: { serial: number; both: number; first: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const serial = (await timed(pair[0])) + (await timed(pair[1]))
    const [one = 0, other = 0] = await Promise.all(pair.map(timed))
    rounds.push({ serial, both: Math.max(one, other), first: Math.min(one, other) })
  }
  return {
    oneAfterTheOther: middle(rounds.map(({ serial }) => serial)),
    sideBySide: middle(rounds.map(({ both }) => both)),
    sideBySideFirst: middle(rounds.map(({ first }) => first)),
  }
}

async function timed(session: Session | undefined): Promise<number> {
  const start = performance.now()
  await session?.query(computing)
  return performance.now() - start
}
