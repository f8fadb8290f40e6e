/** Where lessons run: each gets a server with nothing on it, or what comes near that. */
import type { Server } from '../../../lib/postgres/client/server.ts'
import type { LoadedLesson } from '../load.ts'

export interface LessonHost {
  /** How many lessons may run at a time. */
  atOnce: number
  /** A server for one lesson, which serves connections. Rejects with a CommandError if there can be none. */
  open(lesson: LoadedLesson): Promise<LentServer>
}

export interface LentServer {
  server: Server
  /** The lesson is over. What it has left on the server goes. */
  close(): Promise<void>
}
