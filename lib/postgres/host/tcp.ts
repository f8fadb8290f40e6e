/** A server somewhere else, reached over TCP. For comparing with a real PostgreSQL; Node only. */
import { Socket } from 'node:net'
import { ByteListeners } from '../client/byte-listeners.ts'
import type { LentLine } from '../client/lent-line.ts'
import type {
  Connection,
  ConnectionEnd,
  LentConnection,
  Server,
  StartupParameters,
} from '../client/server.ts'
import { encodeFrontend } from '../protocol/encoder.ts'
import { CancelKey, sendCancel, type TcpAddress } from './cancel-key.ts'
import { LentSocket } from './lent-socket.ts'

/** A server that is up already. The log-in must not ask for a password. `stop` ends our connections only. */
export function connectTo(address: TcpAddress): Server {
  return new TcpServer(address)
}

class TcpServer implements Server {
  readonly ready: Promise<void> = Promise.resolve()
  readonly #address: TcpAddress
  readonly #open = new Set<TcpConnection>()
  readonly #lent = new Set<LentSocket>()
  #stopped = false

  constructor(address: TcpAddress) {
    this.#address = address
  }

  onProgress(): () => void {
    return () => {}
  }

  connect(parameters: StartupParameters): Connection {
    const connection = new TcpConnection(this.#address, parameters)
    if (this.#stopped) connection.close()
    this.#open.add(connection)
    connection.ended.then(() => this.#open.delete(connection))
    return connection
  }

  lend(line: LentLine): LentConnection {
    const connection = new LentSocket(this.#address, line)
    if (this.#stopped) connection.close()
    this.#lent.add(connection)
    connection.ended.then(() => this.#lent.delete(connection))
    return connection
  }

  /** Who sleeps in another process is woken through us. */
  onDoorbells(): () => void {
    return () => {}
  }

  monitor(): Connection {
    return this.connect({ user: 'postgres', database: 'postgres' })
  }

  /** The log of a server elsewhere is not ours to read. */
  onLog(): () => void {
    return () => {}
  }

  onCrash(): () => void {
    return () => {}
  }

  /** Nor is its write-ahead log. */
  journal(): null {
    return null
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const ends = [...this.#open, ...this.#lent].map((connection) => {
      // A backend that computes, or sleeps, would not notice that we have gone.
      connection.cancel()
      connection.close()
      return connection.ended
    })
    await Promise.all(ends)
  }
}

class TcpConnection implements Connection {
  readonly ended: Promise<ConnectionEnd>
  readonly #address: TcpAddress
  readonly #socket = new Socket()
  readonly #listeners = new ByteListeners()
  #closing = false
  readonly #key = new CancelKey()

  constructor(address: TcpAddress, parameters: StartupParameters) {
    this.#address = address
    const socket = this.#socket
    let problem: Error | null = null
    this.ended = new Promise((resolve) => {
      socket.on('error', (error) => {
        problem = error
      })
      socket.on('close', () => resolve(this.#endOf(problem)))
    })
    socket.on('data', (bytes) => this.#read(bytes))
    socket.connect(address.port, address.host)
    socket.setNoDelay(true)
    const startup = { type: 'StartupMessage', majorVersion: 3, minorVersion: 0, parameters } as const
    this.send(encodeFrontend(startup))
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#listeners.add(listener)
  }

  send(bytes: Uint8Array): void {
    if (!this.#socket.destroyed) this.#socket.write(bytes)
  }

  get backlog(): number {
    return this.#socket.writableLength
  }

  onRoom(listener: () => void): () => void {
    this.#socket.on('drain', listener)
    return () => this.#socket.off('drain', listener)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  cancel(): void {
    sendCancel(this.#address, this.#key.found)
  }

  /** Over TCP a client cannot send SIGTERM; its end is the nearest thing. */
  terminate(): void {
    this.close()
  }

  kill(): void {
    this.close()
  }

  get isRunning(): boolean {
    return false
  }

  endRequests(): void {
    this.#socket.end()
  }

  close(): void {
    this.#closing = true
    this.#socket.end()
    // The server ends when it reads the end of the stream; it need not, while a statement runs.
    this.#socket.destroySoon()
  }

  #read(bytes: Uint8Array): void {
    this.#key.read(bytes)
    this.#listeners.hear(bytes)
  }

  #endOf(problem: Error | null): ConnectionEnd {
    if (this.#closing) return { reason: 'closed', message: 'the connection was closed' }
    if (problem === null) return { reason: 'closed', message: 'the server closed the connection' }
    const { host, port } = this.#address
    return { reason: 'refused', message: `no connection to ${host}, port ${port}: ${problem.message}` }
  }
}
