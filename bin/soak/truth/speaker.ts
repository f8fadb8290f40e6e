/** A session of a schedule: sends one statement at a time, COPY data with it, and keeps what came. */
import type { TransactionStatus } from '../../../lib/postgres/client/outcome.ts'
import type { Connection, Server } from '../../../lib/postgres/client/server.ts'
import { BackendDecoder } from '../../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../../lib/postgres/protocol/encoder.ts'
import type { BackendMessage, FrontendMessage } from '../../../lib/postgres/protocol/messages.ts'

export interface Answer {
  columns: string[]
  rows: (string | null)[][]
  tags: string[]
  /** SQLSTATE of the first error. */
  error: string | null
  message: string
  isLost: boolean
}

const text = new TextDecoder()

export class Speaker {
  readonly connection: Connection
  /** The log-in. */
  readonly opened: Promise<Answer>
  pid = 0
  status: TransactionStatus = 'I'
  /** What it is answering now. */
  busy: string | null = null
  /** How many answers have come: one more tells that it has gone on. */
  answers = 0
  private readonly decoder = new BackendDecoder()
  private answer = emptyAnswer()
  private data = ''
  private settle: ((answer: Answer) => void) | null = null
  private isOver = false

  constructor(
    server: Server,
    readonly database = 'postgres',
    options = '',
  ) {
    this.connection = server.connect({ user: 'postgres', database, options })
    this.opened = this.exchange('')
    this.connection.onBytes((bytes) => this.decoder.decode(bytes, (message) => this.take(message)))
    void this.connection.ended.then(() => {
      this.isOver = true
      this.finish({ ...this.answer, isLost: true })
    })
  }

  /** One simple Query; `data` is what a COPY FROM STDIN gets. */
  query(sql: string, data = ''): Promise<Answer> {
    const answer = this.exchange(sql)
    this.data = data
    this.send({ type: 'Query', query: sql })
    return answer
  }

  /** Rows of a query that must succeed. Throws what PostgreSQL said when it does not. */
  async rows(sql: string): Promise<(string | null)[][]> {
    const { rows, error, message, isLost } = await this.query(sql)
    if (error !== null || isLost) throw new Error(`${message || 'the connection was lost'}: ${sql}`)
    return rows
  }

  private send(message: FrontendMessage): void {
    this.connection.send(encodeFrontend(message))
  }

  private exchange(sql: string): Promise<Answer> {
    this.answer = emptyAnswer()
    if (this.isOver) return Promise.resolve({ ...this.answer, isLost: true })
    this.busy = sql
    return new Promise((resolve) => {
      this.settle = resolve
    })
  }

  private take(message: BackendMessage): void {
    const { answer } = this
    switch (message.type) {
      case 'BackendKeyData':
        this.pid = message.processId
        break
      case 'RowDescription':
        answer.columns = message.fields.map(({ name }) => name)
        answer.rows = []
        break
      case 'DataRow':
        answer.rows.push(message.values.map((value) => (value ? text.decode(value) : null)))
        break
      case 'CommandComplete':
        answer.tags.push(message.tag)
        break
      case 'CopyInResponse':
        this.send({ type: 'CopyData', data: new TextEncoder().encode(this.data) })
        this.send({ type: 'CopyDone' })
        break
      case 'ErrorResponse':
        answer.error ??= message.fields.code
        answer.message ||= message.fields.message
        break
      case 'ReadyForQuery':
        this.status = message.status
        this.finish(answer)
        break
      default:
    }
  }

  private finish(answer: Answer): void {
    const { settle } = this
    this.settle = null
    if (settle === null) return
    this.busy = null
    this.answers++
    settle(answer)
  }
}

function emptyAnswer(): Answer {
  return { columns: [], rows: [], tags: [], error: null, message: '', isLost: false }
}
