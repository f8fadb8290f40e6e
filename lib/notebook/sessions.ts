/** The sessions of a notebook on one server: each is made when its first cell runs. */

import type { TransactionStatus } from '../postgres/client/outcome.ts'
import type { Server, StartupParameters } from '../postgres/client/server.ts'
import type { Session } from '../postgres/client/session.ts'

/** As a lesson declares it. */
export interface SessionSpec {
  name: string
  role: string
  database: string
}

/** Makes a session, which connects when its first script runs. */
export type OpenSession = (server: Server, parameters: StartupParameters) => Session

export interface SessionsOptions {
  specs: readonly SessionSpec[]
  openSession: OpenSession
  onChange: (name: string, session: { status: TransactionStatus; connected: boolean }) => void
}

export class Sessions {
  readonly #server: Server
  readonly #options: SessionsOptions
  readonly #open = new Map<string, Session>()

  constructor(server: Server, options: SessionsOptions) {
    this.#server = server
    this.#options = options
  }

  /** The session of this name, opened if it is not. The lesson declares it, or the notebook would not exist. */
  open(name: string): Session {
    const open = this.#open.get(name)
    if (open) return open
    const spec = this.#options.specs.find((each) => each.name === name)
    if (!spec) throw new RangeError(`session "${name}" is not declared`)
    const session = this.#options.openSession(this.#server, {
      user: spec.role,
      database: spec.database,
      application_name: name,
    })
    session.onChange(() => this.#options.onChange(name, session))
    this.#open.set(name, session)
    return session
  }

  /** The clients vanish: what they had not committed is rolled back. */
  close(): void {
    for (const session of this.#open.values()) session.close()
    this.#open.clear()
  }
}
