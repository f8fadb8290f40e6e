/** What the proofs of docs/differences.md have: a server of their own, clients of it, and its port. */
import type { Server, StartupParameters } from '../../../lib/postgres/client/server.ts'
import { RawClient, transcript } from '../support/raw-client.ts'

export interface World {
  server: Server
  /** Where the same server listens as `npm run postgres` does. */
  port: number
  /** A client that has logged in, as postgres unless said otherwise. Closed after the proof. */
  client(parameters?: Partial<StartupParameters>): Promise<RawClient>
  /** What a statement gives over a connection of its own: rows, errors, tags; without the status. */
  ask(query: string): Promise<string[]>
}

/** Shows that a line of docs/differences.md is true. The key is the word at the line's end. */
export type Proofs = Record<string, (world: World) => Promise<void>>

export function worldOf(server: Server, port: number): { world: World; closeClients: () => Promise<void> } {
  const open: RawClient[] = []
  const client = async (parameters: Partial<StartupParameters> = {}) => {
    const made = new RawClient(server, parameters)
    open.push(made)
    await made.until('ReadyForQuery')
    return made
  }
  const world: World = {
    server,
    port,
    client,
    ask: async (query) => {
      const asking = await client()
      return transcript(await asking.query(query)).slice(0, -1)
    },
  }
  const closeClients = async () => {
    const closing = open.splice(0)
    for (const { connection } of closing) {
      connection.cancel()
      connection.close()
    }
    await Promise.all(closing.map(({ connection }) => connection.ended))
  }
  return { world, closeClients }
}
