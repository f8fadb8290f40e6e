/** Names of types that only a database knows: enums, domains, composites, types of extensions. */
import { withConnection } from '../query.ts'
import type { Server, StartupParameters } from '../server.ts'
import { builtInTypes } from './built-in-types.ts'

export class TypeNames {
  readonly #server: Server
  /** For each database, what is known of it. Types that are dropped leave their OIDs behind: none is given twice soon. */
  readonly #known = new Map<string, Map<number, string>>()

  constructor(server: Server) {
    this.#server = server
  }

  /**
   * The names of these types, by OID. Asks over a connection of its own for those that are not known, so that it
   * works while the session is in a failed transaction, and shows nothing of it: an uncommitted type has no name yet.
   * Rejects with ServerError or ConnectionLostError.
   */
  async read(parameters: StartupParameters, oids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const known = this.#of(parameters.database)
    const unknown = oids.filter((oid) => !known.has(oid) && !builtInTypes.has(oid))
    if (unknown.length > 0) {
      const { user, database } = parameters
      const { rows } = await withConnection(this.#server, { user, database }, (ask) => ask(lookUp(unknown)))
      for (const [oid, name] of rows) if (name) known.set(Number(oid), name)
    }
    return new Map(oids.flatMap((oid) => [...named(oid, builtInTypes), ...named(oid, known)]))
  }

  #of(database: string): Map<number, string> {
    const known = this.#known.get(database) ?? new Map<number, string>()
    this.#known.set(database, known)
    return known
  }
}

function named(oid: number, names: ReadonlyMap<number, string>): [number, string][] {
  const name = names.get(oid)
  return name === undefined ? [] : [[oid, name]]
}

function lookUp(oids: readonly number[]): string {
  const list = oids.map((oid) => Math.trunc(oid)).join(', ')
  return `
    SELECT t.oid, CASE WHEN e.oid IS NULL THEN t.typname ELSE e.typname || '[]' END
    FROM pg_catalog.pg_type t
    LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
    WHERE t.oid IN (${list})`
}
