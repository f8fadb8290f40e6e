/** What a task of our page works with. */
import type { Server, StartupParameters } from '../../../../lib/postgres/client/server.ts'
import type { Session } from '../../../../lib/postgres/client/session.ts'
import type { Measures } from '../result.ts'

export interface Page {
  server: Server
  login: StartupParameters
  /** The session of the first result. */
  session: Session
  /** One more. It connects when it is first asked. */
  open: () => Session
  /** How many sessions there shall be in all. */
  sessions: number
}

/** Measures something, once the first result is there. */
export type Task = (page: Page) => Promise<Measures>

/** The first value of the first row, as text. */
export async function ask(session: Session, sql: string): Promise<string> {
  const { rows } = await session.query(sql)
  return String(rows[0]?.[0])
}

/** Asks until the server answers this. */
export async function until(session: Session, sql: string, answer: string): Promise<void> {
  while ((await ask(session, sql)) !== answer);
}
