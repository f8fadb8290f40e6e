/** A lesson's sessions on one server, and its cells in them, each with a time limit. */
import type { Lesson, LessonCell } from '../../lib/lesson/lesson.ts'
import { type Output, outputsAfter, type RunResult } from '../../lib/postgres/client/outcome.ts'
import { printOutputs } from '../../lib/postgres/client/print.ts'
import type { Server } from '../../lib/postgres/client/server.ts'
import { Session } from '../../lib/postgres/client/session.ts'

export interface CellEnd {
  outputs: readonly Output[]
  /** As interactive psql prints them. */
  printed: string
  result: RunResult
}

export class LessonRun {
  private readonly sessions: ReadonlyMap<string, Session>

  constructor(server: Server, lesson: Lesson) {
    this.sessions = new Map(
      lesson.sessions.map(({ name, role, database }) => [
        name,
        new Session(server, { user: role, database }),
      ]),
    )
  }

  /** Runs `text` as this cell. After 'limit' the server is of no more use: something in it still runs. */
  async cell(
    cell: LessonCell,
    text: string,
    { limitSeconds }: { limitSeconds: number },
  ): Promise<CellEnd | 'limit'> {
    const session = this.sessions.get(cell.session)
    if (session === undefined) throw new RangeError(`no session ${cell.session}`)
    let outputs: readonly Output[] = []
    const run = session.run(text, (events) => {
      outputs = events.reduce(outputsAfter, outputs)
    })
    const result = await within(limitSeconds, run)
    return result === 'limit' ? result : { outputs, printed: printOutputs(outputs), result }
  }

  /** Open work is rolled back, as when psql's windows are closed. */
  close(): void {
    for (const session of this.sessions.values()) session.close()
  }
}

async function within<T>(seconds: number, work: Promise<T>): Promise<T | 'limit'> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<'limit'>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000, 'limit')
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
