/**
 * Names of tables that PostgreSQL tells by number only. Asked over a connection of its own that is closed at once, so
 * that no session's transaction knows of it; a table that is not committed yet has no name here.
 */
import type { Notebook } from '../../lib/notebook/runner.ts'
import { part } from '../primitives/parts-of-the-page.ts'

const loadQuery = part(() => import('../../lib/postgres/client/query.ts'))

export interface Database {
  role: string
  database: string
}

export class RelationNames {
  readonly #notebook: Notebook
  readonly #known = new Map<string, Promise<string | null>>()

  constructor(notebook: Notebook) {
    this.#notebook = notebook
  }

  /** As the role would write it. Null if it cannot be found out: a name is a help, no more. Never rejects. */
  find(oid: number, { role, database }: Database): Promise<string | null> {
    // Another server has other numbers.
    const key = [this.#notebook.getState().epoch, oid, role, database].join(' ')
    const known = this.#known.get(key) ?? this.#ask(oid, role, database)
    this.#known.set(key, known)
    return known
  }

  async #ask(oid: number, user: string, database: string): Promise<string | null> {
    const server = this.#notebook.server()
    if (!server) return null
    try {
      const { withConnection } = await loadQuery()
      const { rows } = await withConnection(server, { user, database }, (ask) =>
        ask(`SELECT oid::pg_catalog.regclass FROM pg_catalog.pg_class WHERE oid = ${oid}`),
      )
      return rows[0]?.[0] ?? null
    } catch (error) {
      console.debug('waits: the name of a table could not be read', error)
      return null
    }
  }
}
