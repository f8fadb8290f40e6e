/** What a host sees of a client's connection, be the client in the host's own thread or in another. */
import type { BackendLink } from '../client/connection.ts'
import type { Ring } from '../client/ring.ts'
import type { ConnectionEnd } from '../client/server.ts'

/** Where a backend sleeps: see lent-line.ts. */
export interface BackendPlace {
  life: number
  mailbox: number
}

export interface ClientEnd {
  readonly requests: Ring
  readonly answers: Ring
  /** Bell that the backend itself rings; null: the host tells the client. */
  readonly bell: SharedArrayBuffer | null
  readonly ended: Promise<ConnectionEnd>
  /** There is a backend. */
  attach(link: BackendLink, place: BackendPlace): void
  /** The backend has written to the answer ring. */
  readAnswers(): void
  /** The backend has made room in the request ring. */
  writeWaiting(): void
  /** The backend is gone; `lastWords` is what it could not say itself. */
  end(end: ConnectionEnd, lastWords?: Uint8Array): void
}
