/** The key by which a statement on a server elsewhere is cancelled, and the way to do it. */
import { Socket } from 'node:net'
import { BackendDecoder } from '../protocol/decoder.ts'
import { encodeFrontend } from '../protocol/encoder.ts'

export interface TcpAddress {
  host: string
  port: number
}

interface Key {
  processId: number
  secretKey: Uint8Array
}

/** Reads along until the client is let in. */
export class CancelKey {
  /** Null until the server has given it. */
  found: Key | null = null
  private greeting: BackendDecoder | null = new BackendDecoder({ anyEncoding: true })

  read(bytes: Uint8Array): void {
    this.greeting?.decode(bytes, (message) => {
      if (message.type === 'BackendKeyData') {
        const { processId, secretKey } = message
        this.found = { processId, secretKey }
      }
      if (message.type === 'ReadyForQuery') this.greeting = null
    })
  }
}

/** A cancel travels over a connection of its own; `done` when the server has taken it, or can't be reached. */
export function sendCancel({ host, port }: TcpAddress, key: Key | null, done: () => void = () => {}): void {
  if (key === null) {
    done()
    return
  }
  const socket = new Socket()
  socket.on('error', () => {})
  socket.on('close', done)
  socket.connect(port, host)
  // The server closes when it has signalled the backend.
  socket.resume()
  socket.write(encodeFrontend({ type: 'CancelRequest', ...key }))
}
