/**
 * Asks a check of an exercise whether an answer is right. It returns rows, and each value is true: yes. All else is no,
 * an error too: what is asked for may not be there yet. Nothing of it stays, in tables or in a learner's transaction.
 */
import { type QueryResult, withConnection } from '../postgres/client/query.ts'
import type { Server } from '../postgres/client/server.ts'
import { ServerError } from '../postgres/client/server-error.ts'
import type { Notebook } from './runner.ts'

/** A check as a lesson has it. */
export interface ExerciseCheck {
  sql: string
  /** What the learner reads when it says no; null if the author has written nothing. */
  says: string | null
  /** The session in whose transaction it looks; null for a connection of its own, which sees what is committed. */
  session: string | null
}

/** As whom checks connect. */
export interface Checker {
  role: string
  database: string
}

/** Who waits for a lock, or computes for ever, says no after a while. */
const limits = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '10s';"

/** Rejects with ConnectionLostError if the server goes meanwhile. */
export async function askCheck(
  notebook: Notebook,
  server: Server,
  { sql, session }: ExerciseCheck,
  { role, database }: Checker,
): Promise<boolean> {
  try {
    if (session !== null) return isYes(await askInSession(notebook, session, sql))
    // The connection's end rolls back.
    return await withConnection(server, { user: role, database }, async (ask) => {
      await ask(`BEGIN; ${limits}`)
      return isYes(await ask(sql))
    })
  } catch (error) {
    if (error instanceof ServerError) return false
    throw error
  }
}

/** In a transaction that has failed there is nothing to be asked: PostgreSQL's error says so. */
async function askInSession(notebook: Notebook, session: string, sql: string): Promise<QueryResult> {
  const isOpen = notebook.getState().sessions[session]?.status !== 'I'
  const begin = isOpen ? 'SAVEPOINT lesson_check' : 'BEGIN'
  const end = isOpen ? 'ROLLBACK TO lesson_check; RELEASE lesson_check' : 'ROLLBACK'
  try {
    return await notebook.query(session, `${begin}; ${limits} ${sql}\n; ${end}`)
  } catch (error) {
    if (error instanceof ServerError) await notebook.query(session, end).catch(() => undefined)
    throw error
  }
}

function isYes({ rows }: QueryResult): boolean {
  const values = rows.flat()
  return values.length > 0 && values.every((value) => value === 't')
}
