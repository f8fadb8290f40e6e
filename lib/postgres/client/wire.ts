/**
 * One connection's conversation: log-in, one simple Query at a time, and what the server says by itself in between.
 * Source: PostgreSQL manual, "Frontend/Backend Protocol", section "Message Flow".
 */
import { BackendDecoder } from '../protocol/decoder.ts'
import { encodeFrontend } from '../protocol/encoder.ts'
import type { ErrorFields } from '../protocol/error-fields.ts'
import type { BackendMessage, FrontendMessage, NotificationResponse } from '../protocol/messages.ts'
import type { StatementId } from './journal.ts'
import type { TransactionStatus } from './outcome.ts'
import type { Connection, Server, StartupParameters } from './server.ts'

/** Gets the messages of one exchange, up to its ReadyForQuery. `rest` is called when a burst of bytes is used up. */
export interface Receiver {
  message(message: BackendMessage): void
  rest?(): void
}

/** How an exchange ended: the server waits for the next query, or the connection is gone. */
export type ExchangeEnd = 'ready' | 'lost'

export class Wire {
  readonly parameters: StartupParameters
  /** Settles when the server waits for the first query, or has refused. */
  readonly opened: Promise<ExchangeEnd>
  /** Notifications that have come and were not taken yet. */
  readonly notifications: NotificationResponse[] = []
  /** Notices that came while nothing was running. */
  readonly idleNotices: ErrorFields[] = []
  /** Whether the user has been told that the connection was lost. */
  lossTold = false
  readonly #connection: Connection
  readonly #decoder = new BackendDecoder({ anyEncoding: true })
  readonly #onChange: () => void
  readonly #parameterStatus = new Map<string, string>()
  #status: TransactionStatus = 'I'
  #pid: number | null = null
  /** How many ReadyForQuery have come. */
  #timesReady = 0
  #receiver: Receiver | null = null
  #settle: ((end: ExchangeEnd) => void) | null = null
  /** The last FATAL or PANIC, and why the connection ended; null while it lives. */
  #fatal: ErrorFields | null = null
  #lost: string | null = null

  /** Connects. `onChange` is called when something that can be asked of the connection has changed. */
  constructor(
    server: Pick<Server, 'connect'>,
    parameters: StartupParameters,
    onChange: () => void = () => {},
  ) {
    this.parameters = parameters
    this.#onChange = onChange
    this.#connection = server.connect(parameters)
    this.opened = this.#exchange({ message: () => {} })
    this.#connection.onBytes((bytes) => this.#read(bytes))
    this.#connection.ended.then((end) => this.#end(end.message))
  }

  /** The server's own word, from its last ReadyForQuery. */
  get status(): TransactionStatus {
    return this.#status
  }

  /** Why the connection is gone; null while it lives. */
  get lost(): string | null {
    return this.#lost
  }

  /** The error with which the server ended the connection or refused it. */
  get fatal(): ErrorFields | null {
    return this.#fatal
  }

  /** standard_conforming_strings, as ParameterStatus has it. */
  get standardStrings(): boolean {
    return this.#parameterStatus.get('standard_conforming_strings') !== 'off'
  }

  /** Process id of the backend; null until it has been told. */
  get pid(): number | null {
    return this.#pid
  }

  /** Which statement would be the next, for a journal of the server; null until the backend has told its process id. */
  get nextStatement(): StatementId | null {
    return this.#pid === null ? null : { pid: this.#pid, ordinal: this.#timesReady }
  }

  /** Whether the role is a superuser, as ParameterStatus has it: SET ROLE changes it. */
  get superuser(): boolean {
    return this.#parameterStatus.get('is_superuser') === 'on'
  }

  /** Sends one simple Query; its messages go to `receiver`. Only one exchange may be under way. */
  query(text: string, receiver: Receiver): Promise<ExchangeEnd> {
    const end = this.#exchange(receiver)
    this.send({ type: 'Query', query: text })
    return end
  }

  /** A message within an exchange, such as CopyData. */
  send(message: FrontendMessage): void {
    this.#connection.send(encodeFrontend(message))
  }

  cancel(): void {
    this.#connection.cancel()
  }

  /** Ends it; open work is rolled back. Settles when the backend is gone: until then its database is in use. */
  async close(): Promise<void> {
    // A backend that computes would not notice for long that nobody waits for it; one that still starts has no statement.
    if (this.#settle !== null && this.#timesReady > 0) this.#connection.cancel()
    this.#connection.close()
    this.#end('the session was closed')
    await this.#connection.ended
  }

  #exchange(receiver: Receiver): Promise<ExchangeEnd> {
    if (this.#lost !== null) return Promise.resolve('lost')
    if (this.#settle !== null) throw new RangeError('another query is under way on this connection')
    this.#receiver = receiver
    return new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  #read(bytes: Uint8Array): void {
    if (this.#lost !== null) return
    try {
      this.#decoder.decode(bytes, (message) => this.#take(message))
    } catch (error) {
      // Message boundaries are lost: nothing that follows can be understood.
      this.#refuse(error instanceof Error ? error.message : String(error))
    }
    this.#receiver?.rest?.()
  }

  #take(message: BackendMessage): void {
    switch (message.type) {
      case 'ParameterStatus':
        this.#parameterStatus.set(message.name, message.value)
        return
      case 'BackendKeyData':
        this.#pid = message.processId
        return
      case 'NotificationResponse':
        this.notifications.push(message)
        if (this.#receiver === null) this.#onChange()
        return
      case 'ReadyForQuery':
        this.#ready(message.status)
        return
      case 'ErrorResponse':
        if (isFatal(message.fields)) this.#fatal = message.fields
        break
      case 'NoticeResponse':
        if (this.#receiver === null) this.idleNotices.push(message.fields)
        break
    }
    if (wantsPassword(message))
      this.#refuse('the server asks for a password, which this connection cannot give')
    else this.#receiver?.message(message)
  }

  #refuse(reason: string): void {
    this.#connection.close()
    this.#end(reason)
  }

  #ready(status: TransactionStatus): void {
    this.#status = status
    this.#timesReady += 1
    this.#finish('ready')
    this.#onChange()
  }

  #end(message: string): void {
    if (this.#lost !== null) return
    this.#lost = message
    this.#finish('lost')
    this.#onChange()
  }

  #finish(end: ExchangeEnd): void {
    const settle = this.#settle
    this.#receiver?.rest?.()
    this.#receiver = null
    this.#settle = null
    settle?.(end)
  }
}

function wantsPassword({ type }: BackendMessage): boolean {
  return type.startsWith('Authentication') && type !== 'AuthenticationOk'
}

/** Whether the server ends the connection with this error. */
export function isFatal(fields: ErrorFields): boolean {
  const severity = fields.severityNonLocalized ?? fields.severity
  return severity === 'FATAL' || severity === 'PANIC'
}
