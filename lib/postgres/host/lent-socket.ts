/** A lent connection to a server elsewhere: its bytes go from the rings through a socket, and back. Node only. */
import { Socket } from 'node:net'
import { Bell } from '../client/bell.ts'
import { type LentLine, lineWord } from '../client/lent-line.ts'
import { Ring } from '../client/ring.ts'
import type { ConnectionEnd, LentConnection } from '../client/server.ts'
import { CancelKey, sendCancel, type TcpAddress } from './cancel-key.ts'

/** A mailbox that nobody sleeps on: the client must ask us to wake the backend, and `ring` is how it does. */
const NO_MAILBOX = 1

export class LentSocket implements LentConnection {
  readonly ended: Promise<ConnectionEnd>
  private readonly socket = new Socket()
  private readonly requests: Ring
  private readonly answers: Ring
  private readonly status: Int32Array
  private readonly bell: Bell
  private readonly key = new CancelKey()
  /** Bytes for which the client has made no room yet. */
  private held: Uint8Array = new Uint8Array(0)

  constructor(
    private readonly address: TcpAddress,
    line: LentLine,
  ) {
    this.requests = new Ring(line.requests)
    this.answers = new Ring(line.answers)
    this.status = new Int32Array(line.status)
    this.bell = new Bell(line.bell)
    Atomics.store(this.status, lineWord.mailbox, NO_MAILBOX)
    this.ended = this.connect()
    this.ring()
  }

  /** The client has written, read or closed. */
  ring(): void {
    this.pushHeld()
    const bytes = new Uint8Array(this.requests.available)
    this.requests.read(bytes)
    if (bytes.length > 0) this.socket.write(bytes)
    if (this.requests.takeStalled()) this.bell.ring()
    if (this.requests.closed) this.socket.end()
  }

  cancel(): void {
    sendCancel(this.address, this.key.found, () => {
      Atomics.add(this.status, lineWord.cancels, 1)
      this.bell.ring()
    })
  }

  close(): void {
    this.requests.close()
    this.socket.destroySoon()
  }

  private connect(): Promise<ConnectionEnd> {
    const { socket, address } = this
    let problem: Error | null = null
    socket.on('data', (bytes) => {
      this.key.read(bytes)
      this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes])
      this.pushHeld()
    })
    socket.on('error', (error) => {
      problem = error
    })
    socket.setNoDelay(true)
    socket.connect(address.port, address.host)
    return new Promise((resolve) => {
      socket.on('close', () => {
        this.pushHeld()
        this.answers.close()
        this.bell.ring()
        resolve({ reason: 'closed', message: problem?.message ?? 'the server closed the connection' })
      })
    })
  }

  private pushHeld(): void {
    this.held = this.held.subarray(this.answers.write(this.held))
    if (this.held.length > 0) this.socket.pause()
    else this.socket.resume()
    this.bell.ring()
  }
}
