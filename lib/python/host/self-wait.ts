/** Whether Python waits for itself: one of its connections for a lock that another one holds. Asked of the server. */
import type { Server } from '../../postgres/client/server.ts'
import { WaitQuestion } from '../../postgres/client/waits.ts'
import type { PythonConnection } from '../kernel.ts'

/** How many sessions in a row are asked for whom they wait. */
const LONGEST_CHAIN = 4

/** A sentence about it; null: it does not, or the server does not say. */
export async function selfWaitOf(
  server: Server,
  waiting: PythonConnection,
  connections: readonly PythonConnection[],
): Promise<string | null> {
  const question = new WaitQuestion(server)
  try {
    const holder = await findOwn(question, waiting, connections)
    return holder ? sentence(waiting, holder) : null
  } catch {
    // The server is gone, or too busy to say: whoever waits learns that by itself.
    return null
  } finally {
    question.close()
  }
}

/** The connection of Python's that `waiting` waits for, directly or through others. */
async function findOwn(
  question: WaitQuestion,
  waiting: PythonConnection,
  connections: readonly PythonConnection[],
): Promise<PythonConnection | null> {
  let pids = [waiting.pid ?? 0]
  for (let step = 0; step < LONGEST_CHAIN && pids.length > 0; step++) {
    const blockers = (await question.ask(pids)).flatMap(({ blockedBy }) => blockedBy)
    const own = connections.find(({ pid }) => pid !== waiting.pid && blockers.includes(pid ?? 0))
    if (own) return own
    pids = blockers
  }
  return null
}

function sentence(waiting: PythonConnection, holder: PythonConnection): string {
  const name = ({ names, pid }: PythonConnection) => names[0] ?? `the connection with process id ${pid}`
  return `Python waits for itself: ${name(waiting)} needs a lock that ${name(holder)} holds. Python does one thing at a time, so nothing can end the transaction of ${name(holder)} while it waits. Stop the cell, or set lock_timeout before such a statement.`
}
