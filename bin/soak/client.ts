/** A client that may lose its connection at any time, and says so instead of throwing. */
import type { Connection, Server, StartupParameters } from '../../lib/postgres/client/server.ts'
import { BackendDecoder } from '../../lib/postgres/protocol/decoder.ts'
import { encodeFrontend } from '../../lib/postgres/protocol/encoder.ts'
import type { ErrorFields } from '../../lib/postgres/protocol/error-fields.ts'
import type { BackendMessage } from '../../lib/postgres/protocol/messages.ts'

/** What came for one simple Query. */
export interface Answer {
  rows: (string | null)[][]
  tags: string[]
  /** The first error; null when all went well. */
  error: ErrorFields | null
  /** The connection ended before the answer was whole. */
  isLost: boolean
}

const text = new TextDecoder()

export class Client {
  readonly connection: Connection
  /** The log-in, until it is done. */
  readonly opened: Promise<Answer>
  private readonly decoder = new BackendDecoder({ anyEncoding: true })
  private answer: Answer = emptyAnswer()
  private settle: ((answer: Answer) => void) | null = null
  private isOver = false

  constructor(server: Server, parameters: Partial<StartupParameters> = {}) {
    this.connection = server.connect({ user: 'postgres', database: 'postgres', ...parameters })
    this.opened = this.exchange()
    this.connection.onBytes((bytes) => this.decoder.decode(bytes, (message) => this.take(message)))
    void this.connection.ended.then(() => {
      this.isOver = true
      this.finish({ ...this.answer, isLost: true })
    })
  }

  /** Sends one simple Query; only one may be under way. */
  query(sql: string): Promise<Answer> {
    const answer = this.exchange()
    this.connection.send(encodeFrontend({ type: 'Query', query: sql }))
    return answer
  }

  /** The first row, which must come. Throws what PostgreSQL said when it does not. */
  async row(sql: string): Promise<(string | null)[]> {
    const { rows, error, isLost } = await this.query(sql)
    const [row] = rows
    if (error || isLost || !row)
      throw new Error(`${error?.message ?? (isLost ? 'the connection was lost' : 'no row came')}: ${sql}`)
    return row
  }

  /** Runs statements that must succeed. Throws what PostgreSQL said when one does not. */
  async must(sql: string): Promise<void> {
    const { error, isLost } = await this.query(sql)
    if (error || isLost) throw new Error(`${error?.message ?? 'the connection was lost'}: ${sql}`)
  }

  /** Settles when the backend is gone. */
  async close(): Promise<void> {
    this.connection.close()
    await this.connection.ended
  }

  private exchange(): Promise<Answer> {
    if (this.isOver) return Promise.resolve({ ...emptyAnswer(), isLost: true })
    this.answer = emptyAnswer()
    return new Promise((resolve) => {
      this.settle = resolve
    })
  }

  private take(message: BackendMessage): void {
    const { answer } = this
    if (message.type === 'DataRow')
      answer.rows.push(message.values.map((value) => (value ? text.decode(value) : null)))
    else if (message.type === 'CommandComplete') answer.tags.push(message.tag)
    else if (message.type === 'ErrorResponse') answer.error ??= message.fields
    else if (message.type === 'ReadyForQuery') this.finish(answer)
  }

  private finish(answer: Answer): void {
    const { settle } = this
    this.settle = null
    settle?.(answer)
  }
}

function emptyAnswer(): Answer {
  return { rows: [], tags: [], error: null, isLost: false }
}

/** A client that is logged in. Throws what the server said when it refuses. */
export async function open(server: Server, parameters: Partial<StartupParameters> = {}): Promise<Client> {
  const client = new Client(server, parameters)
  const { error, isLost } = await client.opened
  if (error || isLost) throw new Error(`could not connect: ${error?.message ?? 'the connection was lost'}`)
  return client
}
