/** The sessions of a notebook on one server: each is made when its first cell runs, or when it is asked to connect. */
import type { Server, StartupParameters } from '../postgres/client/server.ts'
import type { Session } from '../postgres/client/session.ts'
import type { SessionChange } from './events.ts'
import type { SessionSpec } from './model.ts'

/** Makes a session, which connects when its first script runs. */
export type OpenSession = (server: Server, parameters: StartupParameters) => Session

/** As PostgreSQL tells of them while nothing runs. */
export type IdleNotifications = Session['idleNotifications']

export interface SessionsOptions {
  openSession: OpenSession
  onChange: (name: string, change: SessionChange) => void
  /** Each notification is told once. */
  onNotifications: (name: string, notifications: IdleNotifications) => void
}

export class Sessions {
  readonly #server: Server
  readonly #options: SessionsOptions
  readonly #open = new Map<string, Session>()

  constructor(server: Server, options: SessionsOptions) {
    this.#server = server
    this.#options = options
  }

  /** The session of this name, opened if it is not. */
  open({ name, role, database }: SessionSpec): Session {
    const open = this.#open.get(name)
    if (open) return open
    const session = this.#options.openSession(this.#server, {
      user: role,
      database,
      application_name: name,
    })
    this.#open.set(name, session)
    this.#listen(name, session)
    return session
  }

  /** The client vanishes: what it had not committed is rolled back. Nothing is heard of the session any more. */
  close(name: string): void {
    const session = this.#open.get(name)
    this.#open.delete(name)
    session?.close()
  }

  closeAll(): void {
    for (const name of [...this.#open.keys()]) this.close(name)
  }

  #listen(name: string, session: Session): void {
    const { onChange, onNotifications } = this.#options
    let told: IdleNotifications[number] | undefined
    session.onChange(() => {
      if (this.#open.get(name) !== session) return
      onChange(name, changeOf(session))
      // What the next run prints leaves the list; what was told last may be gone from it.
      const all = session.idleNotifications
      const fresh = all.slice(told === undefined ? 0 : all.indexOf(told) + 1)
      told = all.at(-1) ?? told
      if (fresh.length > 0) onNotifications(name, fresh)
    })
  }
}

function changeOf(session: Session): SessionChange {
  const { connection, status, superuser, pid, parameters } = session
  return { connection, status, superuser, pid, role: parameters.user, database: parameters.database }
}
