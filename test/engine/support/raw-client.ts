/** A client that speaks the wire protocol and nothing else: what it gets is what the server said. */
import type { Connection, Server, StartupParameters } from '../../../lib/postgres/client/server.ts'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'

type Waiter = { matches: (message: BackendMessage) => boolean; resolve: (messages: BackendMessage[]) => void }

export class RawClient {
  readonly connection: Connection
  private readonly decoder = new BackendDecoder({ anyEncoding: true })
  /** What came and was not asked for yet. */
  private messages: BackendMessage[] = []
  private waiter: Waiter | null = null
  private isOver = false

  constructor(server: Pick<Server, 'connect'>, parameters: Partial<StartupParameters> = {}) {
    this.connection = server.connect({ user: 'postgres', database: 'postgres', ...parameters })
    this.connection.onBytes((bytes) => {
      this.messages.push(...this.decoder.push(bytes))
      this.look()
    })
    void this.connection.ended.then(() => this.finish())
  }

  /** Everything up to and including a message of this type; what there is, when the connection ends. */
  until(type: BackendMessage['type']): Promise<BackendMessage[]> {
    return new Promise((resolve) => {
      this.waiter = { matches: (message) => message.type === type, resolve }
      this.look()
      if (this.isOver) this.finish()
    })
  }

  send(message: FrontendMessage): void {
    this.connection.send(encodeFrontend(message))
  }

  /** One simple Query, to its ReadyForQuery. */
  query(query: string): Promise<BackendMessage[]> {
    this.send({ type: 'Query', query })
    return this.until('ReadyForQuery')
  }

  private look(): void {
    const { waiter } = this
    if (!waiter) return
    const at = this.messages.findIndex(waiter.matches)
    if (at < 0) return
    this.waiter = null
    waiter.resolve(this.messages.splice(0, at + 1))
  }

  private finish(): void {
    this.isOver = true
    this.waiter?.resolve(this.messages.splice(0))
    this.waiter = null
  }
}

/** Rows as text, errors as `SQLSTATE message`, tags, notices, notifications and the status, in order. */
export function transcript(messages: readonly BackendMessage[]): string[] {
  const text = (value: Uint8Array | null) => (value ? new TextDecoder().decode(value) : 'NULL')
  return messages.flatMap((message) => {
    switch (message.type) {
      case 'DataRow':
        return [message.values.map(text).join('|')]
      case 'ErrorResponse':
      case 'NoticeResponse':
        return [`${message.fields.severity} ${message.fields.code} ${message.fields.message}`]
      case 'CommandComplete':
        return [message.tag]
      case 'NotificationResponse':
        return [`notified ${message.channel} ${message.payload}`]
      case 'CopyData':
        return [`copy ${text(message.data).trimEnd()}`]
      case 'ReadyForQuery':
        return [message.status]
      default:
        return []
    }
  })
}
