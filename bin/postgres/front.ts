/**
 * What a postmaster does at its port: reads the start-up packets of each client, answers requests for encryption with no,
 * takes cancel requests, and then lets bytes pass, in both directions only as fast as the slower side takes them.
 * Source: PostgreSQL manual, "Frontend/Backend Protocol", sections "Start-up" and "Canceling Requests in Progress".
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Connection, Server } from '../../lib/postgres/client/server.ts'
import { BackendDecoder, FrontendDecoder } from '../../lib/postgres/protocol/decoder.ts'
import { encodeBackend } from '../../lib/postgres/protocol/encoder.ts'
import type { CancelRequest, StartupMessage } from '../../lib/postgres/protocol/messages.ts'
import { ProtocolError } from '../../lib/postgres/protocol/protocol-error.ts'

const LENGTH_BYTES = 4
/** Length and code. */
const SHORTEST_PACKET = 8
/** PostgreSQL's MAX_STARTUP_PACKET_LENGTH, and the length itself. */
const LONGEST_PACKET = 10_000 + LENGTH_BYTES
/** Above this much that the backend has not taken yet, a client's socket is not read. */
const BACKLOG_LIMIT = 1 << 16
const NO_ENCRYPTION = Uint8Array.of(0x4e)
/** Milliseconds until a client must have said who it is: PostgreSQL's default of authentication_timeout. */
const AUTHENTICATION_TIMEOUT = 60_000
/** Milliseconds that a client gets, when the server has ended, to read what it was told last. */
const FAREWELL_TIMEOUT = 500

export class Front {
  /** Living connections by the key that a cancel request must name. */
  private readonly keys = new Map<string, Connection>()
  private readonly sockets = new Set<Socket>()

  constructor(private readonly server: Server) {}

  accept(socket: Socket): void {
    this.sockets.add(socket)
    // A client may say that it sends no more, and still wait for answers (nc -N).
    socket.allowHalfOpen = true
    const late = setTimeout(() => socket.destroy(), AUTHENTICATION_TIMEOUT)
    socket.on('close', () => {
      clearTimeout(late)
      this.sockets.delete(socket)
    })
    // A client that goes away shows in 'close'.
    socket.on('error', () => {})
    let head: Buffer = Buffer.alloc(0)
    const onData = (bytes: Buffer) => {
      try {
        const { startup, rest } = this.readPackets(socket, Buffer.concat([head, bytes]))
        head = rest
        if (!startup) return
        socket.off('data', onData)
        socket.off('end', hangUp)
        clearTimeout(late)
        this.open(socket, startup, rest)
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error
        refuse(socket, error.code, error.message)
      }
    }
    const hangUp = () => socket.end()
    socket.on('data', onData)
    socket.on('end', hangUp)
  }

  /** Hangs up, once the server has ended: a client that does not read must not keep us. Settles when all are gone. */
  async close(): Promise<void> {
    const open = [...this.sockets].filter((socket) => !socket.destroyed)
    const closed = Promise.all(open.map((socket) => once(socket, 'close')))
    for (const socket of open) socket.end()
    const late = setTimeout(() => {
      for (const socket of open) socket.destroy()
    }, FAREWELL_TIMEOUT)
    await closed
    clearTimeout(late)
  }

  /** Answers the packets before the session; `startup` is null while the one that opens it has not come whole. */
  private readPackets(socket: Socket, bytes: Buffer): { startup: StartupMessage | null; rest: Buffer } {
    let rest = bytes
    while (rest.length >= LENGTH_BYTES) {
      const length = rest.readInt32BE(0)
      const isWhole = length <= rest.length
      if (!isWhole && length <= LONGEST_PACKET) break
      // A length that cannot be is the decoder's to refuse.
      const packet = rest.subarray(0, isWhole && length >= SHORTEST_PACKET ? length : rest.length)
      const [message] = new FrontendDecoder().push(packet)
      rest = rest.subarray(packet.length)
      if (message?.type === 'StartupMessage') return { startup: message, rest }
      if (message?.type === 'CancelRequest') {
        this.keys.get(keyOf(message))?.cancel()
        socket.end()
      } else if (message) socket.write(NO_ENCRYPTION)
    }
    return { startup: null, rest }
  }

  private open(socket: Socket, startup: StartupMessage, rest: Buffer): void {
    const { majorVersion, minorVersion, parameters } = startup
    const { user, database, ...others } = parameters
    if (majorVersion !== 3) {
      refuse(
        socket,
        '0A000',
        `unsupported frontend protocol ${majorVersion}.${minorVersion}: server supports 3.0 to 3.0`,
      )
      return
    }
    if (!user) {
      refuse(socket, '28000', 'no PostgreSQL user name specified in startup packet')
      return
    }
    const unrecognizedOptions = Object.keys(others).filter((name) => name.startsWith('_pq_.'))
    if (minorVersion > 0 || unrecognizedOptions.length > 0)
      socket.write(
        encodeBackend({
          type: 'NegotiateProtocolVersion',
          majorVersion: 3,
          minorVersion: 0,
          unrecognizedOptions,
        }),
      )
    const known = Object.fromEntries(Object.entries(others).filter(([name]) => !name.startsWith('_pq_.')))
    const connection = this.server.connect({ ...known, user, database: database || user })
    join(socket, connection, this.keyReader(connection))
    if (rest.length > 0) connection.send(rest)
  }

  /** Looks for the key in the greeting, which it is to be shown. */
  private keyReader(connection: Connection): (bytes: Uint8Array) => void {
    let greeting: BackendDecoder | null = new BackendDecoder({ anyEncoding: true })
    return (bytes) =>
      greeting?.decode(bytes, (message) => {
        if (message.type === 'ReadyForQuery') greeting = null
        if (message.type !== 'BackendKeyData') return
        const key = keyOf(message)
        this.keys.set(key, connection)
        void connection.ended.then(() => this.keys.delete(key))
      })
  }
}

/** Bytes pass until one side ends. One listener only: what came before it listens is told to the first. */
function join(socket: Socket, connection: Connection, greet: (bytes: Uint8Array) => void): void {
  connection.onBytes((bytes) => {
    greet(bytes)
    if (!socket.write(bytes)) connection.pause()
  })
  socket.on('drain', () => connection.resume())
  socket.on('data', (bytes) => {
    connection.send(bytes)
    if (connection.backlog > BACKLOG_LIMIT) socket.pause()
  })
  connection.onRoom(() => socket.resume())
  socket.on('end', () => connection.endRequests())
  socket.on('close', () => {
    connection.resume()
    connection.close()
  })
  void connection.ended.then(() => socket.end())
}

function keyOf({ processId, secretKey }: Pick<CancelRequest, 'processId' | 'secretKey'>): string {
  return `${processId} ${Buffer.from(secretKey).toString('hex')}`
}

function refuse(socket: Socket, code: string, message: string): void {
  const fields = { severity: 'FATAL', severityNonLocalized: 'FATAL', code, message }
  socket.end(encodeBackend({ type: 'ErrorResponse', fields }))
}
